import { randomUUID } from 'node:crypto';
import type { Contestant } from '../virtual-user/virtual-user.ts';
import { insist } from '../virtual-user/retry.ts';
import { Player } from '../virtual-user/player.ts';
import { createRoom } from '../virtual-user/room.ts';
import { targetFrom } from '../raw-client/target.ts';
import { inParallel } from './in-parallel.ts';
import type { Meter } from '../measure/meter.ts';

const PARALLEL = 64;
/** Unanswered guesses per player while a room is being filled. */
const INFLIGHT = 8;

/** Leaves `count` solo games in the store, each by a guest who opened it and went away. */
export async function leaveIdleGames(
  urls: readonly string[],
  quiz: string,
  count: number,
  meter: Meter,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const targets = urls.map(targetFrom);
  let done = 0;
  await inParallel(Array.from({ length: count }), PARALLEL, async (_, index) => {
    const guest = new Player(createRoom(meter), targets[index % targets.length]!, meter);
    await guest.connect();
    const settings = { quiz, mode: 'solo' };
    const creation = { createId: randomUUID(), settings };
    await insist(() => guest.command('create', creation));
    guest.drop();
    onProgress(++done, count);
  });
}

/** Every contestant sends `each` messages, as fast as they are answered. */
export function sendEach(
  contestants: readonly Contestant[],
  each: number,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const of = contestants.length * each;
  let answered = 0;
  return new Promise((resolve, reject) => {
    if (of === 0) resolve();
    for (const contestant of contestants) {
      let left = each;
      const next = (): void => {
        if (left-- <= 0) return;
        const sent = contestant.fire(performance.now(), () => {
          onProgress(++answered, of);
          if (answered === of) resolve();
          else next();
        });
        if (!sent) reject(new Error('out of names'));
      };
      for (let lane = 0; lane < INFLIGHT; lane++) next();
    }
  });
}
