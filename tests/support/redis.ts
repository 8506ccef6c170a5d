import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onFreePort } from './free-port.ts';
import { until } from './until.ts';

/** A redis-server of the test's own, on a free port, with its data in a temporary folder. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it; `kill` as a crash would, with -9. */
  stop(how?: 'kill'): Promise<void>;
  /**
   * Takes no more writes until it is started again, and resolves when all that it took are with the system. With `everysec` Redis
   * answers before it writes while it syncs: what a kill finds in that moment is gone (docs/operators.md).
   */
  settle(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Stops answering without closing anything, until {@link resume}. */
  pause(): void;
  resume(): void;
  /** Ends it for good. */
  remove(): Promise<void>;
}

export interface RedisOptions {
  /** When the AOF reaches the disk; `no` keeps none. */
  appendfsync?: 'always' | 'everysec' | 'no';
  /** Further arguments of redis-server. */
  args?: readonly string[];
}

const HOST = '127.0.0.1';

export async function startRedis({
  appendfsync = 'everysec',
  args = [],
}: RedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-redis-'));
  const aof =
    appendfsync === 'no' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendfsync];
  const settings = ['--bind', HOST, '--dir', folder, '--save', '', ...aof, ...args];
  let child: ChildProcess | undefined;

  async function start(port: number): Promise<void> {
    const started = spawn('redis-server', ['--port', String(port), ...settings], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let output = '';
    started.stdout.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000)));
    const failed = new Promise<never>((_, reject) => {
      started.once('error', () => reject(new Error('redis-server is not on the PATH: install Redis 7')));
      started.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
    });
    await Promise.race([answers(port), failed]);
    // From here on its end is the test's wish.
    failed.catch(() => undefined);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill(signal);
    await gone;
  }

  const port = await onFreePort(async (free) => {
    await start(free);
    return free;
  });
  return {
    url: `redis://${HOST}:${port}`,
    port,
    start: () => start(port),
    async settle() {
      const client = new Redis(port, HOST);
      try {
        await client.call('CLIENT', 'PAUSE', 60_000, 'WRITE');
        await until(
          async () => /^aof_buffer_length:0\r?$/m.test(await client.info('persistence')),
          'Redis has written what it took',
        );
      } finally {
        client.disconnect();
      }
    },
    stop: (how) => end(how === 'kill' ? 'SIGKILL' : 'SIGTERM'),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async remove() {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface TestCluster {
  /** Of the masters, and of the replicas behind them. */
  readonly urls: string[];
  readonly nodes: TestRedis[];
  /** One of each master, in the same order; none unless they were asked for. */
  readonly replicas: TestRedis[];
  remove(): Promise<void>;
}

const SLOTS = 16_384;
const MASTERS = 3;

/** A Redis Cluster of three masters, each with a replica if wanted. */
export async function startCluster({ replicated = false } = {}): Promise<TestCluster> {
  const members = await Promise.all(
    Array.from({ length: replicated ? 2 * MASTERS : MASTERS }, () => clusterMember()),
  );
  const nodes = members.map(({ node }) => node);
  const clients = nodes.map(({ port }) => new Redis(port, HOST));
  const untilWhole = (): Promise<unknown> =>
    Promise.all(clients.map((client) => until(() => isWhole(client, nodes.length), 'a whole cluster')));
  try {
    await Promise.all(clients.slice(0, MASTERS).map((client, i) => giveSlots(client, i, MASTERS)));
    for (const { node, busPort } of members.slice(1))
      await clients[0]!.call('CLUSTER', 'MEET', HOST, node.port, busPort);
    await untilWhole();
    for (const [i, client] of clients.entries()) {
      if (i < MASTERS) continue;
      await client.call('CLUSTER', 'REPLICATE', String(await clients[i - MASTERS]!.call('CLUSTER', 'MYID')));
      await until(async () => isInStep(client), 'a replica in step');
    }
  } finally {
    for (const client of clients) client.disconnect();
  }
  return {
    urls: nodes.map(({ url }) => url),
    nodes: nodes.slice(0, MASTERS),
    replicas: nodes.slice(MASTERS),
    async remove() {
      await Promise.all(nodes.map((node) => node.remove()));
    },
  };
}

/** Whether a server follows a master and has all of it. */
export const isInStep = async (client: Redis): Promise<boolean> =>
  (await client.info('replication')).includes('master_link_status:up');

const clusterMember = (): Promise<{ node: TestRedis; busPort: number }> =>
  onFreePort(async (busPort) => {
    const bus = ['--cluster-port', String(busPort), '--cluster-node-timeout', '2000'];
    return { node: await startRedis({ args: ['--cluster-enabled', 'yes', ...bus] }), busPort };
  });

async function giveSlots(client: Redis, index: number, count: number): Promise<void> {
  const first = Math.floor((index * SLOTS) / count);
  const last = Math.floor(((index + 1) * SLOTS) / count) - 1;
  await client.call('CLUSTER', 'ADDSLOTSRANGE', first, last);
  await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
}

async function isWhole(client: Redis, count: number): Promise<boolean> {
  const info = String(await client.call('CLUSTER', 'INFO'));
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${count}`);
}

async function answers(port: number): Promise<void> {
  const client = new Redis(port, HOST, { retryStrategy: () => 20 });
  // Refused connections are what waiting for a start looks like.
  client.on('error', () => undefined);
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}
