import type { Caller } from './caller.ts';
import type { RedisClient } from '../../redis/client.ts';
import type { StoreClock } from './store-clock.ts';

/** What the parts of the Redis store share. */
export interface RedisContext {
  readonly client: RedisClient;
  readonly caller: Caller;
  readonly clock: StoreClock;
  /** This node's own clock, for round trips. */
  readonly localNow: () => number;
  readonly nodeId: string;
  readonly expiresMs: number;
}
