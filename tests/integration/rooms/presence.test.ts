import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../shared/limits.ts';
import type { View } from '../../../shared/messages.ts';
import type { TestPlayer } from '../../support/player.ts';
import { FLEETS_AND_CLUSTER, startFleet, type Fleet } from '../../support/fleet.ts';
import { until } from '../../support/until.ts';
import { untilPlaying } from '../../support/until-playing.ts';

/** The connection ends, and for now the player does not come back. */
function vanish(player: TestPlayer): void {
  player.socket.off('disconnect');
  player.socket.disconnect();
}

const isAway =
  ({ playerId }: TestPlayer) =>
  ({ players }: View): boolean =>
    players.some(({ id, online }) => id === playerId && !online);

describe.each(FLEETS_AND_CLUSTER)('presence on %s', (kind) => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet(kind, {
      durations: {
        countdownMs: 100,
        offlineShownMs: 400,
        hostPassesMs: 900,
        hostReturnsMs: 20_000,
        emptyLobbyMs: 1500,
        abandonedGameMs: 1500,
        leaseRenewMs: 200,
        leaseExpiresMs: 800,
      },
    });
  });
  afterAll(() => fleet.stop());

  async function pair(mode: 'race' | 'coop' = 'coop') {
    const host = await fleet.player({ node: 0 });
    const roomId = await host.create({ quiz: 'france', mode });
    const guest = await fleet.player({ node: 1 });
    await guest.join(roomId);
    await host.until(({ players }) => players.length === 2, 'the guest');
    return { roomId, host, guest };
  }

  /** One more player, on the node: what reaches it has reached whoever else is there. */
  async function third(roomId: string, node: number): Promise<TestPlayer> {
    const player = await fleet.player({ node });
    await player.join(roomId);
    return player;
  }

  it.each([0, 1])('lets the newest connection play on and tells the old one (node %i)', async (node) => {
    const { roomId, host, guest } = await pair();
    const witness = await third(roomId, 0);
    const other = await fleet.twin(host, node);
    expect(other.playerId).toBe(host.playerId);
    await other.join(roomId);
    await expect.poll(() => host.superseded).toEqual([roomId]);
    expect(host.socket.connected).toBe(true);
    // Neither a find nor a miss is taken from the tab that was left, until it joins again.
    for (const text of ['Lyon', 'no such town'])
      expect(await host.ask('guess', { roomId, guessId: text, text })).toMatchObject({ code: 'not_seated' });
    expect(await other.ask('guess', { roomId, guessId: 'x', text: 'Lyon' })).toMatchObject({
      code: 'wrong_phase',
    });
    const before = host.events.length;
    await guest.ask('emote', { roomId, emote: 'wave' });
    for (const player of [other, witness])
      await expect.poll(() => player.events.at(-1)).toMatchObject({ type: 'emoted' });
    await host.ask('time', {});
    expect(host.events).toHaveLength(before);
    // Its going is no absence: the seat is the other one's.
    host.close();
    await witness.ask('time', {});
    vanish(witness);
    const { players } = await guest.until(isAway(witness), 'a later absence');
    expect(players.map(({ online }) => online)).toEqual([true, true, false]);
    other.close();
  });

  it('shows an absence when it lasts, not a reload', async () => {
    const { roomId, host, guest } = await pair();
    const witness = await third(roomId, 1);
    await guest.move(guest.url());
    vanish(witness);
    await host.until(isAway(witness), 'a later absence');
    expect(host.events.filter(({ type }) => type === 'offline')).toHaveLength(1);
    vanish(guest);
    await host.until(({ players }) => !players[1]!.online, 'the absence');
    await guest.move(guest.url());
    await host.until(({ players }) => players[1]!.online, 'the return');
  });

  it('passes the place of a host who stays away, and gives it back', async () => {
    const { host, guest } = await pair();
    vanish(host);
    await guest.until(({ hostId }) => hostId === guest.playerId, 'the heir');
    await host.move(host.url());
    await guest.until(({ hostId }) => hostId === host.playerId, 'the owner');
  });

  it('forgets an empty lobby', async () => {
    const { roomId, host, guest } = await pair();
    host.close();
    guest.close();
    const { rooms } = fleet.nodes[0]!.app.store;
    await until(async () => (await rooms.read(roomId)) === null, 'the room is forgotten');
    const late = await fleet.player();
    expect(await late.ask('join', { roomId })).toMatchObject({ code: 'no_such_room' });
  });

  it('finishes and saves a game that everybody has left', async () => {
    const { roomId, host, guest } = await pair('race');
    await host.ask('start', { roomId });
    await untilPlaying(guest);
    await guest.guess('Lyon');
    const runs = fleet.database.saved.size;
    host.close();
    guest.close();
    await expect.poll(() => fleet.database.saved.size, { timeout: 8000 }).toBe(runs + 1);
    expect([...fleet.database.saved.values()].at(-1)).toMatchObject({
      timeline: [{ playerId: guest.playerId }],
    });
  });

  it('follows so many rooms on one connection, and dismisses the oldest', async () => {
    const one = await fleet.player();
    const rooms: string[] = [];
    for (let i = 0; i <= LIMITS.roomsPerSocket; i += 1)
      rooms.push(await one.create({ quiz: 'france', mode: 'coop' }));
    await expect.poll(() => one.superseded).toEqual([rooms[0]]);
    await expect
      .poll(async () => (await fleet.nodes[0]!.app.store.rooms.read(rooms[0]!))?.doc.seats[0]?.connection)
      .toBe(null);
    const ask = () => one.ask('guess', { roomId: rooms[0]!, guessId: 'x', text: 'no such town' });
    expect(await ask(), 'a room in a lobby').toMatchObject({ code: 'not_seated' });
    await one.ask('join', { roomId: rooms[0]! });
    expect(await ask()).toMatchObject({ code: 'wrong_phase' });
  });

  it('tells a kicked player, and nothing after that', async () => {
    const { roomId, host, guest } = await pair();
    const witness = await third(roomId, 1);
    expect(await host.ask('kick', { roomId, playerId: guest.playerId })).toEqual({ ok: true });
    await expect.poll(() => guest.events.at(-1)).toMatchObject({ type: 'kicked', playerId: guest.playerId });
    const count = guest.events.length;
    await host.ask('emote', { roomId, emote: 'sad' });
    await expect.poll(() => witness.events.at(-1)).toMatchObject({ type: 'emoted' });
    expect(await guest.ask('ready', { roomId, ready: true })).toMatchObject({ code: 'no_such_room' });
    expect(guest.events).toHaveLength(count);
    // Not banned: it may come again.
    await guest.join(roomId);
  });

  it('names the rooms in which a player holds a seat in its welcome', async () => {
    const { roomId, guest } = await pair();
    const rooms: string[][] = [];
    const again = await fleet.twin(guest, 0);
    again.socket.disconnect();
    again.socket.once('welcome', (message: { rooms: string[] }) => rooms.push(message.rooms));
    again.socket.connect();
    await expect.poll(() => rooms[0]).toEqual([roomId]);
    again.close();
  });
});
