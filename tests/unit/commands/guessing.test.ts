import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broadcaster } from '../../../server/broadcast/broadcaster.ts';
import { createGuessing } from '../../../server/commands/guessing.ts';
import { Overloaded } from '../../../server/commands/overloaded.ts';
import { createRoomCache } from '../../../server/commands/room-cache.ts';
import type { Judgement } from '../../../server/quizzes/quizzes.ts';
import { StoreUnavailable, type RoomStore } from '../../../server/store/room-store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { createRoom } from '../../contract/rooms.ts';
import { after, emptyStore, recordedLog, slowed } from '../workers/world.ts';

const CITY = { id: 7, name: 'Seven', lat: 0, lon: 0, population: 1, country: 'FR', region: '' };
const FOUND: Judgement = {
  kind: 'candidates',
  cityIds: [7],
  populations: [1],
  reach: 1,
  take: 'first',
  qualified: false,
};
/** Of each step of the store: in time by itself, too long together with another. */
const STEP_MS = DURATIONS.storeTimeoutMs - 100;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * Guessing on a store whose every step takes {@link STEP_MS}, in a room that this node does not know yet. By itself the guess goes on
 * whatever the first step takes.
 */
async function slowGuessing(judgement: Judgement, guessTooOldMs = DURATIONS.storeTimeoutMs) {
  const store = await emptyStore();
  const { roomId } = await createRoom(store, 'claim');
  const steps: string[] = [];
  const slow: RoomStore = slowed(store, async (step) => {
    steps.push(step);
    await after(STEP_MS);
  });
  const published: { author?: string }[] = [];
  const events: Broadcaster['events'] = (_roomId, _events, { author }) =>
    void published.push(author === undefined ? {} : { author });
  const cache = createRoomCache({ store: slow, clock: { elapsed: () => Date.now() } });
  const guess = createGuessing({
    store: slow,
    cache,
    quizzes: { judge: () => judgement, city: () => CITY },
    broadcaster: { events } as Broadcaster,
    executor: {} as never,
    durations: { ...DURATIONS, guessTooOldMs },
    elapsed: () => Date.now(),
    log: recordedLog().log,
  });
  const caller = { playerId: 'p0', connection: { node: 'n', socket: 's' } };
  const answer = guess(caller as never, { roomId, guessId: 'g', text: 'seven' });
  return { answer, steps, published, store, roomId };
}

describe('a guess in a room that the node does not know', () => {
  it('is answered within the time of one step, however many it takes', async () => {
    for (const judgement of [FOUND, { kind: 'part', of: 7 }] as const) {
      const { answer } = await slowGuessing(judgement);
      const told = expect(answer).rejects.toThrow(StoreUnavailable);
      await vi.advanceTimersByTimeAsync(DURATIONS.storeTimeoutMs);
      await told;
    }
  });

  it('and carried out too late is told to everybody, the guesser included', async () => {
    const { answer, published, store, roomId } = await slowGuessing(FOUND);
    answer.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(2 * STEP_MS);
    expect(await store.rooms.read(roomId)).toMatchObject({ foundCount: 1 });
    expect(published).toEqual([{}]);
  });

  it('is answered when the steps are quick together', async () => {
    const { answer, published } = await slowGuessing({ kind: 'unknown' });
    await vi.advanceTimersByTimeAsync(STEP_MS);
    expect(await answer).toMatchObject({ ok: true, outcome: 'unknown' });
    expect(published).toEqual([]);
  });

  it('is dropped before the store is asked to credit it when its room took too long to read', async () => {
    const { answer, steps, store, roomId } = await slowGuessing(FOUND, STEP_MS - 1);
    const told = expect(answer).rejects.toThrow(Overloaded);
    await vi.advanceTimersByTimeAsync(DURATIONS.storeTimeoutMs);
    await told;
    expect(steps).toHaveLength(1);
    expect(await store.rooms.read(roomId)).toMatchObject({ foundCount: 0 });
  });
});
