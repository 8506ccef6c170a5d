import { expect, it } from 'vitest';
import { unfinishedText } from '../../client/text/game.ts';
import { Games, type Game } from '../../client/state/games.svelte.ts';
import { createMemoryStorage } from '../../client/state/storage.ts';

const game: Game = { roomId: 'QKZP7M', slug: 'italy', title: 'Italy', named: 12, at: 0, isPlain: false };

it.each([
  [{}, '12 named. Carry on'],
  [{ endsAt: 252_000 }, '12 named, 4:12 left. Carry on'],
  [{ endsAt: 252_000, isShared: true }, 'room QKZP7M, 12 named, 4:12 left. Back to it'],
  [{ named: 0 }, 'just begun. Carry on'],
])('of a game with %j says “%s”', (change, text) =>
  expect(unfinishedText({ ...game, ...change }, 0)).toBe(text),
);

it('lists nothing that has ended, and keeps what goes on through a reload', () => {
  const storage = createMemoryStorage();
  const games = new Games(storage, 0);
  games.note(game);
  games.note({ ...game, roomId: 'timed', endsAt: 5000 });
  games.note({ ...game, roomId: 'shared', isShared: true });
  const idsAt = (now: number) => new Games(storage, now).running(now).map(({ roomId }) => roomId);
  expect(idsAt(4999)).toEqual(['shared', 'timed', 'QKZP7M']);
  expect(idsAt(5000)).toEqual(['shared', 'QKZP7M']);
  expect(idsAt(1_800_001)).toEqual(['QKZP7M']);
  games.forget('QKZP7M');
  expect(idsAt(0)).not.toContain('QKZP7M');
});
