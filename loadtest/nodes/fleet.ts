import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVE_ARGS, SERVER_MAIN } from '../../deploy/serve-args.mjs';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { limitCpu, type CpuLimit } from './cpu-limit.ts';
import { freePort } from './free-port.ts';
import { startRedis, type PrivateRedis } from './private-redis.ts';

/** The nodes under load, with the store they share. */
export interface Fleet {
  readonly urls: string[];
  /** The servers' own process ids: their CPU is what is measured. */
  readonly pids: () => number[];
  /** Redis, where it was started here. */
  readonly storePids: number[];
  /** What holds the servers back, where {@link FleetOptions.serverShare} asked for it. */
  readonly limit?: CpuLimit | undefined;
  /** Stops node `index` as a release does and starts it again at the same address. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

export interface FleetOptions {
  nodes: number;
  store: 'memory' | 'redis';
  serverCpus: number[];
  clientCpu: number | undefined;
  /** Share of a core that all nodes together may use; undefined: what they get. */
  serverShare?: number | undefined;
  /** Added to the servers' environment. */
  env?: { [name: string]: string };
}

/** Nodes that somebody else runs: nothing to measure but from outside, nothing to stop. */
export const remoteFleet = (urls: string[]): Fleet => ({
  urls,
  pids: () => [],
  storePids: [],
  restart: () => Promise.reject(new Error('nodes given by --url cannot be restarted from here')),
  stop: () => Promise.resolve(),
});

/** Starts the built server, each node with a data folder of its own. Rejects with one line when that cannot work. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  if (!existsSync(SERVER_MAIN)) throw new Error('there is no built server: run npm run build first');
  if (options.nodes > 1 && options.store === 'memory') throw new Error('several nodes need --store redis');
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-load-'));
  const secret = randomBytes(24).toString('hex');
  let redis: PrivateRedis | undefined;
  let limit: CpuLimit | undefined;
  let redisUrl = process.env.REDIS_URL;
  if (options.store === 'redis' && redisUrl === undefined) {
    redis = await startRedis(options.clientCpu);
    redisUrl = redis.url;
  }

  const node = async (index: number, port: number): Promise<ServerProcess> => {
    const server = await startServerProcess({
      args: SERVE_ARGS,
      cpu: options.serverCpus[index % Math.max(1, options.serverCpus.length)],
      env: {
        NODE_ENV: undefined,
        DATABASE_URL: undefined,
        PUBLIC_URL: undefined,
        TRUST_PROXY: undefined,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: join(folder, `node-${index}`),
        RATE_LIMITS: 'off',
        SESSION_SECRET: secret,
        LOG_LEVEL: 'info',
        REDIS_URL: options.store === 'redis' ? redisUrl : undefined,
        ...options.env,
      },
    });
    limit?.add(server.pid);
    return server;
  };

  const ports: number[] = [];
  for (let index = 0; index < options.nodes; index++) ports.push(await freePort());
  const servers: ServerProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
    limit?.stop();
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (options.serverShare !== undefined) {
      limit = limitCpu(options.serverShare, options.serverCpus[0]);
      if (limit === undefined)
        throw new Error(
          'nothing can hold the servers back here: neither a control group nor a core of their own',
        );
    }
    for (const [index, port] of ports.entries()) servers.push(await node(index, port));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    pids: () => servers.map((server) => server.pid),
    storePids: redis === undefined ? [] : [redis.pid],
    limit,
    async restart(index) {
      await servers[index]!.stop();
      servers[index] = await node(index, ports[index]!);
    },
    stop,
  };
}
