/** The server's clock as seen from here: the local one plus an offset measured over the quickest round trip so far. */
export interface ServerClock {
  /** Epoch ms of the store's clock. */
  now(): number;
  /** A time the server gave, with the local times (epoch ms) at which it was asked for and received. */
  sample(serverNow: number, askedAt: number, receivedAt: number): void;
  /** A time the server gave unasked: right but for the way here. Counts until something was measured. */
  hint(serverNow: number, receivedAt: number): void;
}

/** Further than this from what was measured, the local clock itself was changed, ms. */
const JUMP_MS = 5000;

/** `local` is the machine's own clock, epoch ms; it may be wrong by hours. */
export function createServerClock(local: () => number): ServerClock {
  let offset = 0;
  let best = Infinity;
  return {
    now: () => local() + offset,
    sample(serverNow, askedAt, receivedAt) {
      const trip = receivedAt - askedAt;
      const measured = serverNow - (askedAt + receivedAt) / 2;
      if (trip > best && Math.abs(measured - offset) < JUMP_MS) return;
      best = trip;
      offset = measured;
    },
    hint(serverNow, receivedAt) {
      const hinted = serverNow - receivedAt;
      if (best < Infinity && Math.abs(hinted - offset) < JUMP_MS) return;
      offset = hinted;
      best = Infinity;
    },
  };
}
