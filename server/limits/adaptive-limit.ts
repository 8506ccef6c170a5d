/** How much may be under way at once to something that answers at a pace of its own. */
export interface AdaptiveLimit {
  readonly value: number;
  /** Asked for one more while `value` were under way: only a limit that is reached may grow. */
  reached(): void;
  /** An answer came at `now` (ms) after `waitMs`. */
  answered(now: number, waitMs: number): void;
}

export interface AdaptiveLimitOptions {
  /** The wait that may stand, ms. */
  targetMs: number;
  least: number;
  /** Where it begins, so that a first burst passes. */
  most: number;
}

/** A burst may take so long to drain. RFC 8289, 4.3: 100 ms suits round trips up to that. */
const INTERVAL_MS = 100;
const INCREASE = 32;
const DECREASE = 0.8;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989), as in the AIMD limit of Netflix' concurrency-limits; what counts is, as
 * in CoDel (RFC 8289, 3.1), the least wait of an interval: a burst drains within one, and a queue that stands does not.
 */
export function createAdaptiveLimit({ targetMs, least, most }: AdaptiveLimitOptions): AdaptiveLimit {
  let value = most;
  let leastWaitMs = Infinity;
  let wasReached = false;
  let endsAt = 0;

  function adapt(): void {
    if (leastWaitMs > targetMs) value = Math.max(least, Math.floor(value * DECREASE));
    else if (wasReached) value = Math.min(most, value + INCREASE);
    leastWaitMs = Infinity;
    wasReached = false;
  }

  return {
    get value() {
      return value;
    },
    reached() {
      wasReached = true;
    },
    answered(now, waitMs) {
      if (waitMs < leastWaitMs) leastWaitMs = waitMs;
      if (now < endsAt) return;
      if (endsAt > 0) adapt();
      endsAt = now + INTERVAL_MS;
    },
  };
}
