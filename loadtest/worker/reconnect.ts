import { setTimeout as sleep } from 'node:timers/promises';
import type { Player } from '../virtual-user/player.ts';
import { HandshakeRefused } from '../virtual-user/handshake-refused.ts';
import type { Meter } from '../measure/meter.ts';

/** Reconnects players whose connection was lost, as a browser would. */
export interface Reconnector {
  stop(): Promise<void>;
  readonly count: number;
}

const CHECK_MS = 53;
const BACKOFF_MS = 200;
const ATTEMPTS = 100;

/** Watches the players; whoever has lost its connection connects again, takes its seat and repeats what got no answer. */
export function reconnectLost(players: readonly Player[], meter: Meter): Reconnector {
  const away = new Set<Player>();
  let count = 0;
  let stopped = false;

  async function reconnect(player: Player): Promise<void> {
    let waitMs = BACKOFF_MS;
    for (let attempt = 0; attempt < ATTEMPTS && !stopped; attempt++) {
      await sleep(waitMs * (0.5 + Math.random()));
      if (player.left) break;
      try {
        await player.connect();
        await player.join();
        player.resend();
        count++;
        away.delete(player);
        return;
      } catch (error) {
        waitMs = error instanceof HandshakeRefused ? error.retryAfterMs : BACKOFF_MS;
        player.drop();
      }
    }
    away.delete(player);
    if (!stopped && !player.left) meter.failed('could not reconnect');
  }

  const timer = setInterval(() => {
    for (const player of players) {
      if (player.open || player.left || away.has(player)) continue;
      away.add(player);
      void reconnect(player);
    }
  }, CHECK_MS);

  return {
    async stop() {
      clearInterval(timer);
      for (let waited = 0; away.size > 0 && waited < 100; waited++) await sleep(100);
      stopped = true;
    },
    get count() {
      return count;
    },
  };
}
