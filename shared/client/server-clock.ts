import type { Transport } from './transport.ts';

/** The store's clock as seen from here: a local one plus an offset, measured over the quickest round trip so far. */
export interface ServerClock {
  /** Epoch ms of the store's clock. */
  now(): number;
  /** A time the server gave, with the local times at which it was asked for and received. */
  sample(serverNow: number, askedAt: number, receivedAt: number): void;
  /** A time the server gave unasked: right but for the way here. Counts until something was measured. */
  hint(serverNow: number, receivedAt: number): void;
  /** Takes the time of every `welcome` and asks for it once a connection; returns the function that stops it. */
  follow(transport: Transport): () => void;
}

/** Further than this from what was measured, the local clock stood still or was changed, ms. */
const JUMP_MS = 5000;

/** `localNow` is best monotonic, ms from any moment: a step of it counts as a jump only from {@link JUMP_MS} on. */
export function createServerClock(localNow: () => number): ServerClock {
  let offset = 0;
  let best = Infinity;
  const clock: ServerClock = {
    now: () => localNow() + offset,
    sample(serverNow, askedAt, receivedAt) {
      const trip = receivedAt - askedAt;
      const measured = serverNow - (askedAt + receivedAt) / 2;
      // A step backwards within the round trip says nothing.
      if (trip < 0 || (trip > best && Math.abs(measured - offset) < JUMP_MS)) return;
      best = trip;
      offset = measured;
    },
    hint(serverNow, receivedAt) {
      const hinted = serverNow - receivedAt;
      if (best < Infinity && Math.abs(hinted - offset) < JUMP_MS) return;
      offset = hinted;
      best = Infinity;
    },
    follow: (transport) =>
      transport.listen({
        welcome({ serverNow }) {
          clock.hint(serverNow, localNow());
          const askedAt = localNow();
          void transport.send('time', {}).then((answer) => {
            if (answer?.ok) clock.sample(answer.serverNow, askedAt, localNow());
          });
        },
      }),
  };
  return clock;
}
