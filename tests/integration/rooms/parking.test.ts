import { afterEach, describe, expect, it } from 'vitest';
import { createParking } from '../../../server/commands/parking.ts';
import type { RoomDump } from '../../../server/store/room-store.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { FLEETS, startFleet, type Fleet } from '../../support/fleet.ts';

describe.each(FLEETS)('parking on %s', (kind) => {
  let fleet: Fleet;
  afterEach(() => fleet.stop());

  /** An idle solo game with one find, and the parking of a node of its own. */
  async function soloGame() {
    fleet = await startFleet(kind);
    const { store } = fleet.nodes[0]!.app;
    const { parked, runs } = fleet.database;
    const player = await fleet.player();
    const roomId = await player.create({ quiz: 'france', mode: 'solo' });
    await player.guess('Paris');
    const parking = createParking({ store, parked, runs, durations: DURATIONS, currentId: (id) => id });
    return { store, player, roomId, parking };
  }

  it('that is refused because somebody plays on leaves no copy', async () => {
    const { player, roomId, parking } = await soloGame();
    const put = fleet.database.parked.put.bind(fleet.database.parked);
    fleet.database.parked.put = async (...args) => {
      await put(...args);
      await player.guess('Lyon');
    };
    expect(await parking.park(roomId)).toBe(false);
    expect(fleet.database.dumps.size).toBe(0);
    expect((await player.join(roomId)).foundCount).toBe(2);
  });

  it('brings a game back with the ids that its cities have now', async () => {
    const { store, player, roomId, parking } = await soloGame();
    expect(await parking.park(roomId)).toBe(true);
    const dump = fleet.database.dumps.get(roomId) as RoomDump;
    const [paris] = dump.finds.map(({ cityId }) => cityId);
    for (const list of [dump.finds, dump.guesses.flatMap(({ cityIds }) => cityIds)])
      expect(list).toHaveLength(1);
    const former = 2 ** 31 + 5;
    dump.finds[0]!.cityId = former;
    dump.guesses[0]!.cityIds = [former];
    const { parked, runs } = fleet.database;
    const later = createParking({
      store,
      parked,
      runs,
      durations: DURATIONS,
      currentId: (id) => (id === former ? paris! : id),
    });
    expect(await later.revive(roomId)).toBe(true);
    // Written otherwise, since the same text is the same guess to this player.
    expect(await player.guess('PARIS')).toMatchObject({ outcome: 'already' });
  });

  it.each([
    ['waits for Postgres', true],
    ['has been saved', false],
  ])(
    'a copy that a dying node left does not revive a game that was finished since and %s',
    async (_, waits) => {
      const { store, player, roomId } = await soloGame();
      const copy = await store.rooms.dump(roomId);
      if (waits) fleet.database.runs.save = () => Promise.reject(new Error('refused'));
      expect((await player.ask('end', { roomId })).ok).toBe(true);
      const view = await player.until(({ phase }) => phase === 'ended', 'the end');
      if (!waits) {
        await expect
          .poll(() => fleet.database.saved.has(view.results!.runId), { timeout: 10_000 })
          .toBe(true);
        await expect.poll(() => store.outbox.size(), { timeout: 10_000 }).toBe(0);
      }
      // Left behind, also by one that wrote it late; and the finished room has had its time.
      fleet.database.dumps.set(roomId, copy);
      await store.rooms.remove(roomId);
      expect(await player.ask('join', { roomId })).toMatchObject({ code: 'no_such_room' });
      expect(await store.rooms.read(roomId)).toBeNull();
      expect(fleet.database.dumps.size).toBe(0);
      expect((await store.outbox.size()) === 1).toBe(waits);
    },
  );

  it('saving a finished solo game takes a left copy with it', async () => {
    const { store, player, roomId } = await soloGame();
    fleet.database.dumps.set(roomId, await store.rooms.dump(roomId));
    expect((await player.ask('end', { roomId })).ok).toBe(true);
    await expect.poll(() => fleet.database.saved.size, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => fleet.database.dumps.size).toBe(0);
  });
});
