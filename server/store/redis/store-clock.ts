/** The store's time on this node: the node's own clock, and an offset measured whenever a reply carries the store's time. */
export interface StoreClock {
  now(): number;
  /** A reply that carried the store's time; `sentAt` by this node's clock. */
  observe(sentAt: number, storeNow: number): void;
}

/** Samples kept: the one with the shortest round trip is the most exact, and old ones make way so that drift is followed. */
const SAMPLES = 16;

export function createStoreClock(clock: () => number): StoreClock {
  const samples: { tripMs: number; offsetMs: number }[] = [];
  let offsetMs = 0;
  return {
    now: () => Math.round(clock() + offsetMs),
    observe(sentAt, storeNow) {
      const receivedAt = clock();
      samples.push({ tripMs: receivedAt - sentAt, offsetMs: storeNow - (sentAt + receivedAt) / 2 });
      if (samples.length > SAMPLES) samples.shift();
      offsetMs = samples.reduce((best, sample) => (sample.tripMs < best.tripMs ? sample : best)).offsetMs;
    },
  };
}
