import type { Counters } from '../store/room-store.ts';

/** Limits of identities and addresses: windows that are counted in the store, so that every node counts together. */
export interface Quotas {
  /** Counts one; the wait in milliseconds when `limit` was reached before, undefined when it was not. */
  spend(key: string, limit: number, windowMs: number): Promise<number | undefined>;
  /** The wait when `limit` has been reached; counts nothing. */
  check(key: string, limit: number, windowMs: number): Promise<number | undefined>;
}

export function createQuotas(counters: Counters): Quotas {
  async function ask(key: string, by: number, limit: number, windowMs: number): Promise<number | undefined> {
    // A limit that is lifted (`RATE_LIMITS=off`) costs nothing.
    if (limit === Number.MAX_SAFE_INTEGER) return undefined;
    const { count, resetsInMs } = await counters.add(key, by, windowMs);
    return count - by >= limit ? Math.max(1, Math.ceil(resetsInMs)) : undefined;
  }
  return {
    spend: (key, limit, windowMs) => ask(key, 1, limit, windowMs),
    check: (key, limit, windowMs) => ask(key, 0, limit, windowMs),
  };
}
