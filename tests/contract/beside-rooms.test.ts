import { describe, expect, it } from 'vitest';
import type { RoomStore, RunHeader } from '../../server/store/room-store.ts';
import { until } from '../support/until.ts';
import { describeStores } from './backends.ts';
import { headerOf } from './runs.ts';
import { asCommitted, asFound, createRoom, guessOf, newestFinds, newRoomId } from './rooms.ts';

const HOUR_MS = 3_600_000;

/** What is due now among these rooms, whatever other tests have left. */
async function claimOf(store: RoomStore, roomIds: string[], leaseMs = HOUR_MS) {
  const claimed = await store.due.claim(1000, leaseMs);
  return claimed.filter(({ roomId }) => roomIds.includes(roomId));
}

async function settleRun(store: RoomStore): Promise<RunHeader> {
  const doc = await createRoom(store, 'claim');
  asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
  const record = (await store.rooms.read(doc.roomId))!;
  const { version, seq, now } = record;
  const run = headerOf(record);
  const step = {
    doc: { ...doc, stage: 'ended' as const },
    version,
    events: [],
    at: now,
    settles: { seq, run },
  };
  asCommitted(await store.rooms.commit(doc.roomId, step));
  return run;
}

describeStores('beside the rooms', (backend) => {
  describe('the due-set', () => {
    it('gives a due room to one caller, earliest first', async () => {
      const store = backend.store();
      const [early, late, never] = [newRoomId(), newRoomId(), newRoomId()];
      await store.due.schedule(late, 2000);
      await store.due.schedule(early, 1000);
      await store.due.schedule(never, store.now() + HOUR_MS);
      const ids = [early, late, never];
      const claims = await Promise.all([claimOf(store, ids), claimOf(store, ids)]);
      expect(claims.flat().map(({ roomId }) => roomId)).toEqual([early, late]);
    });

    it('brings a time forward and never pushes it back', async () => {
      const store = backend.store();
      const roomId = newRoomId();
      await store.due.schedule(roomId, store.now() + HOUR_MS);
      await store.due.schedule(roomId, 1000);
      await store.due.schedule(roomId, store.now() + HOUR_MS);
      expect(await claimOf(await backend.again(), [roomId])).toHaveLength(1);
    });

    it('gives a room again when its lease lapses', async () => {
      const store = backend.store();
      const roomId = newRoomId();
      await store.due.schedule(roomId, 1000);
      const [first] = await claimOf(store, [roomId], 5);
      let second: typeof first;
      await until(async () => {
        [second] = await claimOf(store, [roomId]);
        return second !== undefined;
      }, 'the lease lapses');
      expect(second!.lease).not.toBe(first!.lease);
      await store.due.release(roomId, first!.lease, 1000);
      expect(await claimOf(store, [roomId])).toEqual([]);
      await store.due.release(roomId, second!.lease, 1000);
      expect(await claimOf(store, [roomId])).toHaveLength(1);
    });

    it('forgets a released room, or keeps it for its next time', async () => {
      const store = backend.store();
      const ids = [newRoomId(), newRoomId()];
      for (const roomId of ids) await store.due.schedule(roomId, 1000);
      const [first, second] = await claimOf(store, ids);
      await store.due.release(first!.roomId, first!.lease, null);
      await store.due.release(second!.roomId, second!.lease, 500);
      expect((await claimOf(await backend.again(), ids)).map(({ roomId }) => roomId)).toEqual([
        second!.roomId,
      ]);
    });

    it.each([
      ['sooner', 1000],
      ['later', 2 ** 41],
    ])('loses nothing that was scheduled %s while the room was leased', async (_, at) => {
      const store = backend.store();
      const roomId = newRoomId();
      await store.due.schedule(roomId, 500);
      const [claimed] = await claimOf(store, [roomId], 2 ** 40);
      await store.due.schedule(roomId, at);
      await store.due.release(roomId, claimed!.lease, null);
      // Still known: bringing the time forward makes it due, and releasing that forgets it.
      await store.due.schedule(roomId, 2 ** 42);
      expect(await claimOf(store, [roomId])).toHaveLength(at === 1000 ? 1 : 0);
    });
  });

  describe('the outbox', () => {
    it('keeps a finished run with its finds until it is saved, also when its room goes', async () => {
      const store = backend.store();
      const run = await settleRun(store);
      await store.rooms.remove(run.roomId);
      const again = await backend.again();
      expect(await again.outbox.pending(run.roomId)).toEqual([run]);
      expect(await again.outbox.read(run.runId)).toEqual(run);
      expect(await again.rooms.findsFrom(run.roomId, run.runId, 0, 10)).toMatchObject([{ cityId: 1 }]);
      const size = await again.outbox.size();
      await again.outbox.saved(run.roomId, run.runId);
      await again.outbox.saved(run.roomId, run.runId);
      const last = await backend.again();
      expect(await last.outbox.size()).toBe(size - 1);
      expect(await last.outbox.pending(run.roomId)).toEqual([]);
      expect(await last.outbox.read(run.runId)).toBeNull();
      expect(await last.rooms.findsFrom(run.roomId, run.runId, 0, 10)).toEqual([]);
    });

    it('leaves the finds of a saved run to a room that shows them', async () => {
      const store = backend.store();
      const run = await settleRun(store);
      await store.outbox.saved(run.roomId, run.runId);
      const again = await backend.again();
      expect(await newestFinds(again, run.roomId, 'all', 10)).toHaveLength(1);
      expect(await again.rooms.findsFrom(run.roomId, run.runId, 0, 10)).toHaveLength(1);
    });

    it('knows no run that never was', async () => {
      expect(await backend.store().outbox.read(newRoomId())).toBeNull();
    });
  });

  describe('the leases of nodes', () => {
    it('tell which nodes have died, and the rooms they held', async () => {
      const store = backend.store();
      const [alive, dead] = [newRoomId(), newRoomId()];
      await store.nodes.renew(alive, HOUR_MS);
      await store.nodes.enter(alive, 'A');
      await store.nodes.renew(dead, 1);
      for (const room of ['A', 'B', 'C']) await store.nodes.enter(dead, room);
      await store.nodes.exit(dead, 'B');
      const lapsed = async () => (await store.nodes.expired(10)).find(({ nodeId }) => nodeId === dead);
      await until(lapsed, 'the lease lapses');
      expect((await lapsed())!.roomIds.sort()).toEqual(['A', 'C']);
      expect((await store.nodes.expired(10)).some(({ nodeId }) => nodeId === alive)).toBe(false);
      await store.nodes.forgetRooms(dead, ['A']);
      expect((await lapsed())!.roomIds).toEqual(['C']);
      expect(await store.nodes.lost([alive, dead, 'never heard of'])).toEqual([dead, 'never heard of']);
      await store.nodes.forgetRooms(dead, ['C']);
      expect(await lapsed()).toBeUndefined();
      expect(await store.nodes.lost([alive, dead])).toEqual([dead]);
    });

    it('are taken over in portions', async () => {
      const store = backend.store();
      const [alive, dead] = [newRoomId(), newRoomId()];
      await store.nodes.renew(alive, HOUR_MS);
      await store.nodes.renew(dead, 1);
      for (const room of ['A', 'B', 'C']) await store.nodes.enter(dead, room);
      const portion = async () =>
        (await store.nodes.expired(2)).find(({ nodeId }) => nodeId === dead)?.roomIds;
      await until(portion, 'the lease lapses');
      const first = (await portion())!;
      expect(first).toHaveLength(2);
      await store.nodes.forgetRooms(dead, first);
      const second = (await portion())!;
      expect([...first, ...second].sort()).toEqual(['A', 'B', 'C']);
      await store.nodes.forgetRooms(dead, second);
      expect(await portion()).toBeUndefined();
    });

    it('that come back to life keep their rooms', async () => {
      const store = backend.store();
      const [alive, back] = [newRoomId(), newRoomId()];
      await store.nodes.renew(alive, HOUR_MS);
      await store.nodes.renew(back, HOUR_MS);
      await store.nodes.enter(back, 'A');
      await store.nodes.forgetRooms(back, ['A']);
      await store.nodes.release(back, ['A']);
      expect((await store.nodes.expired(10)).find(({ nodeId }) => nodeId === back)?.roomIds).toEqual(['A']);
    });

    it('are given back: a node without rooms is forgotten, one with rooms is taken over at once', async () => {
      const store = backend.store();
      const [alive, empty, busy] = [newRoomId(), newRoomId(), newRoomId()];
      for (const node of [alive, empty, busy]) await store.nodes.renew(node, HOUR_MS);
      await store.nodes.enter(busy, 'A');
      await store.nodes.release(empty, []);
      await store.nodes.release(busy, ['A']);
      const names = (await store.nodes.expired(10)).map(({ nodeId }) => nodeId);
      expect(names).toContain(busy);
      expect(names).not.toContain(empty);
      expect(await store.nodes.lost([alive, empty, busy])).toEqual([empty, busy]);
    });
  });

  describe('counters', () => {
    it('add up within a window and begin again after it', async () => {
      const { counters } = backend.store();
      const key = newRoomId();
      expect((await counters.add(key, 2, HOUR_MS)).count).toBe(2);
      const { count, resetsInMs } = await counters.add(key, 3, HOUR_MS);
      expect(count).toBe(5);
      expect(resetsInMs).toBeGreaterThan(0);
      expect(resetsInMs).toBeLessThanOrEqual(HOUR_MS);
      const short = newRoomId();
      await counters.add(short, 5, 1);
      await until(async () => (await counters.add(short, 1, 1)).count === 1, 'a new window');
    });
  });

  describe('tokens', () => {
    it('are taken once, by whoever is first', async () => {
      const store = backend.store();
      const token = newRoomId();
      await store.tokens.put(token, 'value', HOUR_MS);
      const again = await backend.again();
      const taken = await Promise.all([again.tokens.take(token), again.tokens.take(token)]);
      expect(taken.sort()).toEqual(['value', null].sort());
      expect(await again.tokens.take(newRoomId())).toBeNull();
    });

    it('last as long as they are good for', async () => {
      const store = backend.store();
      const token = newRoomId();
      const start = store.now();
      await store.tokens.put(token, 'value', 1);
      await until(() => store.now() > start + 5, 'the token lapses');
      expect(await store.tokens.take(token)).toBeNull();
    });
  });

  describe("a player's rooms", () => {
    it('are those in which a seat was taken, newest last, fifty at most', async () => {
      const store = backend.store();
      const player = newRoomId();
      for (const room of ['A', 'B', 'C', 'A']) await store.rooms.noteSeat(player, room);
      await store.rooms.dropSeat(player, 'B');
      await store.rooms.dropSeat(player, 'Z');
      expect(await (await backend.again()).rooms.roomsOf(player)).toEqual(['C', 'A']);
      for (let i = 0; i < 60; i += 1) await backend.store().rooms.noteSeat(player, `room ${i}`);
      const rooms = await (await backend.again()).rooms.roomsOf(player);
      expect([rooms.length, rooms[0], rooms.at(-1)]).toEqual([50, 'room 10', 'room 59']);
      expect(await backend.store().rooms.roomsOf(newRoomId())).toEqual([]);
    });
  });
});
