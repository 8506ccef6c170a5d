import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { killOnExit } from './kill-on-exit.ts';
import { pinnedToCpu } from './cpu-affinity.ts';
import { freePort } from './free-port.ts';

/** A Redis of our own, as durable as production's: AOF, synced every second. */
export interface PrivateRedis {
  readonly url: string;
  readonly pid: number;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** Starts `redis-server` on a free loopback port. Rejects when it is not installed or does not answer. */
export async function startRedis(cpu?: number): Promise<PrivateRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-redis-'));
  const args = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'],
    // Rewriting the file is a second process on the client's core, which at these rates would come every quarter of a minute.
    ...['--auto-aof-rewrite-min-size', '4gb'],
  ];
  const [command, all] = pinnedToCpu(cpu, 'redis-server', args);
  const child = spawn(command, all, { stdio: 'ignore' });
  killOnExit(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new Error('redis-server is not installed: use --store memory')));
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code ?? 'a signal'}`)));
  });
  failed.catch(() => undefined);
  await Promise.race([answers(port), failed]);
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid!,
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  for (const end = Date.now() + START_MS; ;) {
    try {
      await redis.connect();
      await redis.ping();
      redis.disconnect();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}
