import type { Redis } from 'ioredis';
import type { StoreLog } from '../room-store.ts';
import { mastersOf, type RedisClient } from '../../redis/client.ts';

/** What a Redis must be told so that an acknowledged guess outlives it, and what it loses otherwise. */
const WANTED = [
  { name: 'appendonly', value: 'yes', loss: 'Redis keeps no AOF: its restart loses every room' },
  { name: 'maxmemory-policy', value: 'noeviction', loss: 'Redis may evict rooms when its memory is full' },
] as const;

/** Warns of what the operator should change; a Redis that hides its configuration is left alone. */
export async function warnOfLosses(client: RedisClient, log: StoreLog): Promise<void> {
  for (const master of mastersOf(client)) {
    for (const { name, value, loss } of WANTED) {
      const actual = await configurationOf(master, name);
      if (actual !== undefined && actual !== value)
        log.warn({ setting: name, is: actual, wanted: value, address: master.options.host }, loss);
    }
  }
}

async function configurationOf(master: Redis, name: string): Promise<string | undefined> {
  try {
    const [, value] = await master.config('GET', name);
    return value;
  } catch {
    return undefined;
  }
}
