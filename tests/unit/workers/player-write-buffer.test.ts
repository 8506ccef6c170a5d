import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NotedPlayer } from '../../../db/postgres/stores/players.ts';
import { createPlayerWriteBuffer } from '../../../server/workers/player-write-buffer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function world() {
  const written: NotedPlayer[][] = [];
  let away = false;
  const notes = createPlayerWriteBuffer({
    write(players) {
      if (away) return Promise.reject(new Error('away'));
      written.push([...players]);
      return Promise.resolve();
    },
    intervalMs: 1000,
    metrics: { worked: () => undefined, waiting: () => undefined },
  });
  return { notes, written, goAway: (isAway: boolean) => (away = isAway) };
}
const anna = { playerId: 'anna', name: 'Anna', seenAt: 1 };

it('gathers for a moment and writes each player once, under the newest name', async () => {
  const { notes, written } = world();
  notes.add(anna);
  notes.add({ playerId: 'ben', name: 'Ben', seenAt: 2 });
  notes.add({ ...anna, name: 'Ann', seenAt: 3 });
  await vi.advanceTimersByTimeAsync(999);
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(written).toEqual([
    [
      { playerId: 'anna', name: 'Ann', seenAt: 3 },
      { playerId: 'ben', name: 'Ben', seenAt: 2 },
    ],
  ]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(written).toHaveLength(1);
});

it('takes a crowd in statements of a thousand, and goes on after one that fails', async () => {
  const { notes, written, goAway } = world();
  goAway(true);
  notes.add(anna);
  await vi.advanceTimersByTimeAsync(1000);
  goAway(false);
  for (let index = 0; index < 2500; index += 1) notes.add({ ...anna, playerId: `p-${index}` });
  await vi.advanceTimersByTimeAsync(1000);
  expect(written.map((players) => players.length)).toEqual([1000, 1000, 500]);
});

it('writes what is left when it stops', async () => {
  const { notes, written } = world();
  notes.add(anna);
  await notes.stop();
  expect(written).toEqual([[anna]]);
});
