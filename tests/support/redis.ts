import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A redis-server of the test's own, on a free port, with its data in a temporary folder. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it; `kill` as a crash would, with -9. */
  stop(how?: 'kill'): Promise<void>;
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
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-redis-'));
  const aof =
    appendfsync === 'no' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendfsync];
  const settings = ['--port', String(port), '--bind', HOST, '--dir', folder, '--save', '', ...aof, ...args];
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'pipe'] });
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

  await start();
  return {
    url: `redis://${HOST}:${port}`,
    port,
    start,
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
  readonly urls: string[];
  readonly nodes: TestRedis[];
  remove(): Promise<void>;
}

const SLOTS = 16_384;

/** A Redis Cluster of three masters. */
export async function startCluster(): Promise<TestCluster> {
  const busPorts = await Promise.all([freePort(), freePort(), freePort()]);
  const nodes = await Promise.all(
    busPorts.map((bus) =>
      startRedis({
        args: ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '2000'],
      }),
    ),
  );
  const clients = nodes.map(({ port }) => new Redis(port, HOST));
  try {
    await Promise.all(clients.map((client, i) => giveSlots(client, i, clients.length)));
    for (const [i, { port }] of nodes.entries())
      if (i > 0) await clients[0]!.call('CLUSTER', 'MEET', HOST, port, busPorts[i]!);
    await Promise.all(clients.map((client) => until(() => isWhole(client, clients.length))));
  } finally {
    for (const client of clients) client.disconnect();
  }
  return {
    urls: nodes.map(({ url }) => url),
    nodes,
    async remove() {
      await Promise.all(nodes.map((node) => node.remove()));
    },
  };
}

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

/** Asks every 20 ms; the test's own time limit is the end of patience. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
