/** The store's time on this node: the node's own clock, and an offset measured whenever a reply carries the store's time. */
export interface StoreClock {
  now(): number;
  /** A reply that carried the store's time (epoch ms); `sentAt` by this node's clock. */
  observe(sentAt: number, storeNow: number): void;
}

interface Sample {
  tripMs: number;
  /** As far as this one sample tells: exact to half of `tripMs`. */
  offsetMs: number;
}

/** Samples kept: the one with the shortest round trip is the most exact, and old ones make way so that drift is followed. */
const SAMPLES = 16;
/** A reply that took longer says less about the store's time than any other, or the process stood still meanwhile. */
const LONGEST_TRIP_MS = 5000;
/** The store's time is in whole milliseconds, and clocks drift between two samples. */
const TOLERANCE_MS = 10;

/** `clock` gives epoch ms and never jumps; it may be wrong by any constant. */
export function createStoreClock(clock: () => number): StoreClock {
  let samples: Sample[] = [];
  let offsetMs = 0;
  return {
    now: () => Math.round(clock() + offsetMs),
    observe(sentAt, storeNow) {
      const receivedAt = clock();
      const sample = { tripMs: receivedAt - sentAt, offsetMs: storeNow - (sentAt + receivedAt) / 2 };
      if (!(sample.tripMs >= 0 && sample.tripMs <= LONGEST_TRIP_MS) || !Number.isFinite(storeNow)) return;
      // Where no offset fits both, one of the clocks was set since, or the machine slept: what was known is outdated.
      samples = samples.filter((other) => agree(sample, other));
      samples.push(sample);
      if (samples.length > SAMPLES) samples.shift();
      offsetMs = samples.reduce((best, other) => (other.tripMs < best.tripMs ? other : best)).offsetMs;
    },
  };
}

/** A round trip bounds the offset on both sides; two samples of the same offset have bounds that overlap. */
const agree = (a: Sample, b: Sample): boolean =>
  Math.abs(a.offsetMs - b.offsetMs) <= (a.tripMs + b.tripMs) / 2 + TOLERANCE_MS;
