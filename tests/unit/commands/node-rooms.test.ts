import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNodeRooms } from '../../../server/commands/node-rooms.ts';
import { emptyStore } from '../workers/world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function world() {
  const store = await emptyStore();
  await store.nodes.renew('other', 1e9);
  const members = new Map<string, Map<string, string>>();
  const nodeRooms = createNodeRooms({
    store,
    nodeId: 'here',
    socketsOf: (roomId) => members.get(roomId) ?? new Map<string, string>(),
    elapsed: () => performance.now(),
  });
  /** What the others would find if this node died now. */
  const found = async () => {
    await store.nodes.renew('here', -1);
    const roomIds = (await store.nodes.expired(1000)).find(({ nodeId }) => nodeId === 'here')?.roomIds ?? [];
    await store.nodes.renew('here', 1e9);
    return roomIds.sort();
  };
  return { nodeRooms, members, found };
}
const anna = new Map([['anna', 'socket']]);

it('forgets rooms however their memberships ended', async () => {
  const { nodeRooms, members, found } = await world();
  members.set('stays', anna);
  for (const roomId of ['left', 'kicked', 'stays']) await nodeRooms.enter(roomId);
  await vi.advanceTimersByTimeAsync(100_000);
  await nodeRooms.tidy();
  expect(await found()).toEqual(['stays']);
  expect([...nodeRooms.entered()]).toEqual(['stays']);
});

it('keeps a room that somebody is about to become a member of, whoever else leaves it', async () => {
  const { nodeRooms, members, found } = await world();
  members.set('A', anna);
  await nodeRooms.enter('A');
  await vi.advanceTimersByTimeAsync(100_000);
  await nodeRooms.enter('A');
  members.delete('A');
  nodeRooms.disconnected('A');
  nodeRooms.disconnectTold('A');
  await nodeRooms.tidy();
  expect(await found()).toEqual(['A']);
});

it('keeps a room whose seats are still to be told', async () => {
  const { nodeRooms, found } = await world();
  await nodeRooms.enter('A');
  nodeRooms.disconnected('A');
  nodeRooms.disconnected('A');
  await vi.advanceTimersByTimeAsync(100_000);
  nodeRooms.disconnectTold('A');
  await nodeRooms.tidy();
  expect(await found()).toEqual(['A']);
  nodeRooms.disconnectTold('A');
  expect(await found()).toEqual([]);
});
