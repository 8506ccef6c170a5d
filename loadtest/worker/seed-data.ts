import { randomUUID } from 'node:crypto';
import type { Meter } from '../measure/meter.ts';
import { targetFrom } from '../raw-client/target.ts';
import { Player } from '../virtual-user/player.ts';
import { createRoom } from '../virtual-user/room.ts';
import type { VirtualUser } from '../virtual-user/virtual-user.ts';
import { inParallel } from './in-parallel.ts';

const PARALLEL = 64;
/** Unanswered guesses per player while a room is being filled. */
const INFLIGHT = 8;

/** Leaves `count` solo games in the store, each by a guest who opened it and went away. */
export async function seedIdleGames(
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
    const creation = { createId: randomUUID(), settings: { quiz, mode: 'solo' } };
    await guest.request('create', creation);
    guest.stop();
    onProgress(++done, count);
  });
}

/** Every user makes `each` finds, as fast as they are answered. Rejects when a user has no name left. */
export function seedFinds(
  users: readonly VirtualUser[],
  each: number,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const of = users.length * each;
  let answered = 0;
  return new Promise((resolve, reject) => {
    if (of === 0) resolve();
    for (const user of users) {
      let left = each;
      const next = (): void => {
        if (left-- <= 0) return;
        const sent = user.send(performance.now(), () => {
          onProgress(++answered, of);
          if (answered === of) resolve();
          else next();
        });
        if (!sent) reject(new Error('out of names'));
      };
      for (let count = 0; count < INFLIGHT; count++) next();
    }
  });
}
