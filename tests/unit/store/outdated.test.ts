import { afterEach, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyState, forgetOutdated } from '../../../server/store/memory/state.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { DURATIONS } from '../../../shared/durations.ts';

const DAY_MS = 86_400_000;
const KEPT_MS = DURATIONS.roomExpiresMs;

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

it('forgets players, creations and links that have had their time, whatever the map was last used for', () => {
  const state = emptyState();
  let largest = 0;
  for (let day = 0; day < 200; day += 1) {
    const now = day * DAY_MS;
    for (let n = 0; n < 300; n += 1) {
      state.playerRooms.set(`${day} ${n}`, { roomIds: ['room'], until: now + KEPT_MS });
      state.createKeys.set(`${day} ${n}`, { roomId: 'room', until: now + DAY_MS });
      state.tokens.set(`${day} ${n}`, { value: 'v', until: now + DURATIONS.linkMs });
    }
    forgetOutdated(state, now, KEPT_MS);
    largest = Math.max(largest, state.playerRooms.size);
    expect(state.playerRooms.has(`${Math.max(0, day - 30)} 0`), 'kept for its time').toBe(true);
  }
  // Those of 31 days, and as many again until somebody looks.
  expect(largest).toBeLessThan(3 * 31 * 300);
});

it('gives what an older release wrote its time from now on', () => {
  const state = emptyState();
  for (let n = 0; n < 3000; n += 1) state.playerRooms.set(`${n}`, { roomIds: ['room'], until: null });
  forgetOutdated(state, 5, KEPT_MS);
  expect(state.playerRooms.size).toBe(3000);
  state.sizeAfterSweep = 1024;
  forgetOutdated(state, 5 + KEPT_MS, KEPT_MS);
  expect(state.playerRooms.size).toBe(0);
});

it('remembers the rooms of a player for a month after the last seat, through a restart', async () => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-outdated-'));
  let now = 1_700_000_000_000;
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const open = () =>
    createMemoryStore({ folder: folder!, clock: () => now, log: quiet, durations: DURATIONS });
  let store = await open();
  await store.rooms.noteSeat('anna', 'ROOM');
  now += 20 * DAY_MS;
  await store.rooms.noteSeat('anna', 'ROOM');
  await store.close();
  now += 20 * DAY_MS;
  store = await open();
  expect(await store.rooms.roomsOf('anna')).toEqual(['ROOM']);
  now += 20 * DAY_MS;
  expect(await store.rooms.roomsOf('anna')).toEqual([]);
  await store.close();
});
