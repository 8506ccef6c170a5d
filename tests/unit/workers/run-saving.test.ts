import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RoomDoc } from '../../../shared/room/record.ts';
import { createFakeDatabase } from '../../support/fake-database.ts';
import { after, emptyStore, nodeOf, roomOn } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** `count` games that end in a second, on a node whose database a test may hold up. */
async function world(count: number) {
  const store = await emptyStore();
  const database = createFakeDatabase();
  const node = nodeOf('here', store, database);
  const endsAt = store.now() + 1000;
  const games: RoomDoc[] = [];
  for (let index = 0; index < count; index += 1)
    games.push(await roomOn(store, 'here', { stage: 'game', startsAt: store.now(), endsAt }));
  const ended = async () => {
    const records = await Promise.all(games.map(({ roomId }) => store.rooms.read(roomId)));
    return records.filter((record) => record!.doc.stage === 'ended').length;
  };
  return { store, database, node, games, ended };
}

it.each([
  ['takes ten seconds', (): Promise<void> => after(10_000)],
  ['never answers', (): Promise<void> => new Promise(() => undefined)],
])('ends 300 games when they are due while a save %s', async (_, hold) => {
  const { database, node, ended } = await world(300);
  database.held = hold();
  node.start();
  await vi.advanceTimersByTimeAsync(1700);
  expect(await ended()).toBe(300);
  expect(database.saved.size).toBe(0);
});

it('saves each of 300 games once the database is back, and asks no more', async () => {
  const { store, database, node, games, ended } = await world(300);
  database.away = true;
  node.start();
  await vi.advanceTimersByTimeAsync(1700);
  expect(await ended()).toBe(300);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await store.outbox.size()).toBe(300);
  expect(node.metrics.turns.get('run_saving')!.failed).toBeGreaterThan(0);
  database.away = false;
  await vi.advanceTimersByTimeAsync(40_000);
  expect(new Set(database.saved.keys())).toEqual(new Set(games.map(({ runId }) => runId)));
  expect(await store.outbox.size()).toBe(0);
  const tried = database.saves.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(database.saves).toHaveLength(tried);
  await node.stop();
});

it('goes on with other runs when the database refuses one again and again', async () => {
  const { store, database, node, games } = await world(3);
  const save = database.runs.save.bind(database.runs);
  const refused = games[0]!.runId;
  database.runs.save = (run) =>
    run.runId === refused ? Promise.reject(new RangeError('refused')) : save(run);
  node.start();
  await vi.advanceTimersByTimeAsync(3000);
  expect(database.saved.size).toBe(2);
  expect(await store.outbox.size()).toBe(1);
  await vi.advanceTimersByTimeAsync(300_000);
  const lines = node.said('run not saved yet').length;
  expect(lines).toBeGreaterThan(5);
  expect(lines, 'at growing distances').toBeLessThan(25);
  await node.stop();
});

it('saving that hangs keeps no room from being parked, and parking that hangs keeps no run from being saved', async () => {
  for (const hung of ['runs', 'parked'] as const) {
    const { store, database, node, games } = await world(4);
    const never = (): Promise<never> => new Promise(() => undefined);
    if (hung === 'runs') database.runs.save = never;
    else database.parked.put = never;
    const { settings } = games[0]!;
    for (let index = 0; index < 4; index += 1) {
      const doc = await roomOn(store, 'here', { stage: 'game', settings: { ...settings, mode: 'solo' } });
      const record = (await store.rooms.read(doc.roomId))!;
      const seats = doc.seats.slice(0, 1).map((seat) => ({ ...seat, connection: null, online: false }));
      await store.rooms.commit(doc.roomId, {
        doc: { ...doc, startsAt: 1, seats, emptySince: store.now() - 3_599_000 },
        version: record.version,
        events: [],
        at: record.now,
      });
      await store.due.schedule(doc.roomId, store.now() + 1000);
    }
    node.start();
    await vi.advanceTimersByTimeAsync(4000);
    expect([database.dumps.size, database.saved.size]).toEqual(hung === 'runs' ? [4, 0] : [0, 4]);
  }
});
