import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DURATIONS } from '../../../shared/durations.ts';
import { after, emptyStore, nodeOf, roomOn, slowed, steps, unavailable } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ROOMS = 5000;
const STEP_MS = 20;

/** Two survivors and a node that has died with 5,000 rooms, over a store whose every step takes a while. */
async function world() {
  const store = await emptyStore();
  const renewedAt = new Map<string, number[]>();
  const told = new Map<string, number>();
  const step = steps(STEP_MS);
  const viewOf = (nodeId: string) =>
    slowed(store, (method, args) => {
      if (method === 'nodes.renew') renewedAt.set(nodeId, [...(renewedAt.get(nodeId) ?? []), Date.now()]);
      if (method === 'rooms.commit') told.set(String(args[0]), (told.get(String(args[0])) ?? 0) + 1);
      return step();
    });
  const survivors = ['survivor-1', 'survivor-2'].map((nodeId) => nodeOf(nodeId, viewOf(nodeId)));
  await store.nodes.renew('dead', DURATIONS.leaseExpiresMs);
  const rooms: string[] = [];
  for (let index = 0; index < ROOMS; index += 1) rooms.push((await roomOn(store, 'dead')).roomId);
  return { store, survivors, rooms, renewedAt, told };
}

it('a node that dies with 5,000 rooms takes no survivor’s lease with it, and the survivors share its rooms', async () => {
  const { store, survivors, rooms, renewedAt, told } = await world();
  for (const node of survivors) node.start();
  // A game that ends while the dead node's rooms are worked off.
  const endsAt = store.now() + DURATIONS.leaseExpiresMs + 4500;
  const game = await roomOn(store, 'survivor-1', { stage: 'game', startsAt: store.now(), endsAt });
  let endedAt: number | undefined;
  for (let second = 0; second < 600 && told.size < ROOMS + 1; second += 1) {
    await vi.advanceTimersByTimeAsync(250);
    const { doc } = (await store.rooms.read(game.roomId))!;
    if (doc.stage === 'ended') endedAt ??= store.now();
  }
  for (const roomId of rooms) {
    const { doc } = (await store.rooms.read(roomId))!;
    expect(doc.seats.map(({ connection, online }) => [connection, online])).toEqual([
      [null, false],
      [null, false],
    ]);
  }
  for (const [nodeId, times] of renewedAt) {
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.max(...gaps), `${nodeId} renews in every period`).toBeLessThan(DURATIONS.leaseRenewMs + 100);
  }
  for (const { said, metrics, lapses } of survivors) {
    expect(said('node expired').every(({ node }) => node === 'dead')).toBe(true);
    expect(lapses).toEqual([]);
    expect(metrics.turns.get('due_room')!.done, 'the rooms are shared').toBeGreaterThan(ROOMS / 4);
  }
  expect(endedAt! - endsAt, 'a game that is to end does not queue behind them').toBeLessThan(2500);
  expect(await store.nodes.expired(10)).toEqual([]);
  await Promise.all(survivors.map((node) => Promise.all([node.stop(), vi.advanceTimersByTimeAsync(1000)])));
});

it('rooms of a dead node are left to the others when a survivor dies half way', async () => {
  const { store, survivors, rooms } = await world();
  const [first, second] = survivors;
  first!.start();
  await vi.advanceTimersByTimeAsync(DURATIONS.leaseExpiresMs + 3000);
  await Promise.all([first!.stop(), vi.advanceTimersByTimeAsync(1000)]);
  const untold = async () => {
    let count = 0;
    for (const roomId of rooms)
      if ((await store.rooms.read(roomId))!.doc.seats.some(({ connection }) => connection)) count += 1;
    return count;
  };
  const left = await untold();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(ROOMS);
  second!.start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(await untold()).toBe(0);
  await Promise.all([second!.stop(), vi.advanceTimersByTimeAsync(1000)]);
});

it('a room’s time goes on while the leases cannot be read', async () => {
  const store = await emptyStore();
  let away = false;
  const node = nodeOf(
    'here',
    slowed(store, (method) => {
      if (away && method === 'nodes.lost') return after(1500).then(() => unavailable());
    }),
  );
  await store.nodes.renew('there', 1e9);
  node.start();
  await vi.advanceTimersByTimeAsync(DURATIONS.leaseExpiresMs + 1000);
  away = true;
  const room = await roomOn(store, 'there', {
    stage: 'game',
    startsAt: store.now(),
    endsAt: store.now() + 500,
  });
  await vi.advanceTimersByTimeAsync(3000);
  expect((await store.rooms.read(room.roomId))!.doc.stage).toBe('ended');
  // It was looked at to the end: its run has been offered for saving, and is saved.
  expect(node.database.saved.size).toBe(1);
  await node.stop();
});
