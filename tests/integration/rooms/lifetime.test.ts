import { afterEach, describe, expect, it } from 'vitest';
import { FLEETS, startFleet, type Fleet } from '../../support/fleet.ts';
import type { TestPlayer } from '../../support/player.ts';

describe.each(FLEETS)('a room’s life on %s', (kind) => {
  let fleet: Fleet;
  afterEach(() => fleet.stop());
  const start = async (
    durations: NonNullable<Parameters<typeof startFleet>[1]>['durations'] = {},
  ): Promise<void> => {
    fleet = await startFleet(kind, { durations: { countdownMs: 100, ...durations } });
  };

  /** Plays a solo game to its end, and waits until it is saved. */
  async function playAndSave(): Promise<void> {
    const one = await fleet.player();
    await one.create({ quiz: 'france', mode: 'solo' });
    await one.ask('end', { roomId: one.view!.roomId });
    const { results } = await one.until(({ phase }) => phase === 'ended', 'the end');
    await expect.poll(() => fleet.database.saved.has(results!.runId), { timeout: 8000 }).toBe(true);
  }

  it('ends by time, to everybody and without anybody’s doing', async () => {
    await start({ countdownMs: -29_000 });
    const host = await fleet.player();
    const roomId = await host.create({ quiz: 'france', mode: 'coop', seconds: 30 });
    const guest = await fleet.player();
    await guest.join(roomId);
    await host.ask('start', { roomId });
    await guest.guess('Paris');
    const [one, two] = await Promise.all(
      [host, guest].map((player) => player.until(({ phase }) => phase === 'ended', 'the end', 4000)),
    );
    expect(one!.results).toEqual(two!.results);
    expect(one!.results!.finishedAt).toBe(one!.endsAt);
  });

  it('saves a finished game once, however long the database is away', async () => {
    await start();
    const one = await fleet.player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    await one.guess('Paris');
    fleet.database.away = true;
    await one.ask('end', { roomId });
    const view = await one.until(({ phase }) => phase === 'ended', 'the end');
    const { runId } = view.results!;
    await expect.poll(() => fleet.database.saves.length, { timeout: 5000 }).toBeGreaterThanOrEqual(2);
    expect(fleet.database.saved.size).toBe(0);
    fleet.database.away = false;
    await expect.poll(() => fleet.database.saved.get(runId)?.timeline.length, { timeout: 8000 }).toBe(1);
    expect(await fleet.nodes[0]!.app.store.outbox.size()).toBe(0);
    // Whoever was still at it has finished when a later game is saved, and would try again before the one after that is.
    await playAndSave();
    const tries = (): number => fleet.database.saves.filter((saved) => saved === runId).length;
    const tried = tries();
    await playAndSave();
    expect(tries()).toBe(tried);
  });

  it('parks an idle solo game and revives it for its player alone', async () => {
    await start({ soloParkedMs: 400 });
    const one = await fleet.player();
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    const first = await one.ask('guess', { roomId, guessId: 'g', text: 'Paris' });
    const other = await fleet.player();
    const again = await fleet.twin(one);
    one.close();
    await expect.poll(() => fleet.database.dumps.has(roomId), { timeout: 5000 }).toBe(true);
    await expect.poll(() => fleet.nodes[0]!.app.store.rooms.read(roomId)).toBe(null);
    expect(await other.ask('join', { roomId })).toMatchObject({ code: 'no_such_room' });
    const joined = await again.ask('join', { roomId });
    expect(joined).toMatchObject({ ok: true, seq: 1, view: { phase: 'playing', foundCount: 1 } });
    expect(await again.ask('guess', { roomId, guessId: 'g', text: 'Paris' })).toEqual(first);
    expect(fleet.database.dumps.has(roomId)).toBe(false);
  });

  it('moves its players elsewhere when it is stopped, and finishes what is under way', async () => {
    await start({ drainMs: 400 });
    const [node] = fleet.nodes;
    const one: TestPlayer = await fleet.player({ node: 0 });
    const roomId = await one.create({ quiz: 'france', mode: 'solo' });
    one.socket.off('draining');
    const told: unknown[] = [];
    one.socket.on('draining', (message) => told.push(message));
    const stopped = node!.app.stop();
    await expect.poll(() => told).toEqual([{ reconnectInMs: expect.any(Number) as number }]);
    const under = one.ask('guess', { roomId, guessId: 'g', text: 'Paris' });
    expect(await under).toMatchObject({ outcome: 'found' });
    await stopped;
    expect(one.socket.connected).toBe(false);
    if (fleet.nodes.length === 1) return;
    const again = await fleet.twin(one, 1);
    expect((await again.join(roomId)).foundCount).toBe(1);
  });
});
