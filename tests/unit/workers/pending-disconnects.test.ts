import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNodeRooms } from '../../../server/commands/node-rooms.ts';
import { createPendingDisconnects } from '../../../server/workers/pending-disconnects.ts';
import { emptyStore, nodeOf, recordedLog, recordedMetrics, roomOn, slowed, unavailable } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function world() {
  const store = await emptyStore();
  let away = false;
  const broken = new Set<string>();
  const node = nodeOf(
    'here',
    slowed(store, (method, [roomId]) => {
      if (method === 'rooms.commit' && broken.has(String(roomId))) throw new TypeError('a bug');
      if (away) unavailable();
    }),
  );
  const sockets = new Map<string, Map<string, string>>();
  const socketsOf = (roomId: string) => sockets.get(roomId) ?? new Map<string, string>();
  const elapsed = (): number => performance.now();
  const nodeRooms = createNodeRooms({ store, nodeId: 'here', socketsOf, elapsed });
  const { log, said } = recordedLog();
  const metrics = recordedMetrics();
  const disconnects = createPendingDisconnects({
    executor: node.executor,
    nodeRooms,
    socketsOf,
    metrics: metrics as never,
    log,
  });
  const rooms: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    const { roomId } = await roomOn(store, 'here');
    await nodeRooms.enter(roomId);
    rooms.push(roomId);
  }
  const connected = async () => {
    const records = await Promise.all(rooms.map((roomId) => store.rooms.read(roomId)));
    return records.filter((record) => record!.doc.seats[0]!.connection).map((record) => record!.doc.roomId);
  };
  const disconnectAll = () => {
    for (const roomId of rooms) disconnects.add({ roomId, playerId: 'p0', socket: 's0' });
  };
  return {
    ...{ store, rooms, broken, sockets, nodeRooms, disconnects, metrics, said, connected, disconnectAll },
    setAway: (isAway: boolean) => (away = isAway),
  };
}

it('one that fails stalls none behind it, and its room stays with the node', async () => {
  const { rooms, broken, disconnects, nodeRooms, said, connected, disconnectAll } = await world();
  for (const roomId of rooms.slice(0, 10)) broken.add(roomId);
  disconnectAll();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await connected()).toEqual(rooms.slice(0, 10));
  expect(said('worker failed')).toHaveLength(10);
  expect(disconnects.isIdle()).toBe(true);
  expect(nodeRooms.connected()).toEqual(rooms.slice(0, 10));
});

it('are told when the store answers again', async () => {
  const { rooms, setAway, disconnects, nodeRooms, metrics, said, connected, disconnectAll } = await world();
  setAway(true);
  disconnectAll();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await connected()).toHaveLength(rooms.length);
  expect(metrics.waitingOf('disconnects')).toBe(rooms.length);
  expect(nodeRooms.connected()).toHaveLength(rooms.length);
  setAway(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await connected()).toEqual([]);
  expect(nodeRooms.connected()).toEqual([]);
  expect(disconnects.isIdle()).toBe(true);
  expect(said('worker failed')).toEqual([]);
});

it('a connection that became a member after all keeps its seat', async () => {
  const { rooms, sockets, connected, disconnectAll } = await world();
  sockets.set(rooms[3]!, new Map([['p0', 's0']]));
  disconnectAll();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await connected()).toEqual([rooms[3]]);
});
