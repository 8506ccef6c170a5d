import type { Counters } from '../room-store.ts';
import type { RedisContext } from './context.ts';
import { counterKey } from './keys.ts';

export const createRedisCounters = ({ caller }: RedisContext): Counters => ({
  async add(key, by, windowMs) {
    const [count, resetsInMs] = (await caller.run('counter', counterKey(key), [by, windowMs])) as [
      number,
      number,
    ];
    return { count, resetsInMs };
  },
});
