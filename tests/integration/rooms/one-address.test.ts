import { io } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import type { Limits } from '../../../shared/limits.ts';
import { startFleet, type Fleet } from '../../support/fleet.ts';
import type { TestPlayer } from '../../support/player.ts';
import { until } from '../../support/until.ts';

const PEOPLE = 100;

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** The code that a handshake is refused with, or null when a stranger is let in. */
function knock(url: string): Promise<string | null> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  return new Promise<string | null>((resolve) => {
    socket.once('welcome', () => resolve(null));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  }).finally(() => socket.disconnect());
}

it('brings 100 players of one address back at once when one of two nodes drains', async () => {
  // The other node lets no stranger in: what the address had for them is used up, however long this takes.
  const used = { newSocketsPerMinuteAddress: 0 };
  fleet = await startFleet('two nodes on Redis', { env: { RATE_LIMITS: '' } }, used);
  const [draining, other] = fleet.nodes as [Fleet['nodes'][0], Fleet['nodes'][0]];
  const urls = [draining.url, other.url];
  const host = await fleet.player({ node: 0, urls });
  const roomId = await host.create({ quiz: 'france', mode: 'coop' });
  const players: TestPlayer[] = [host];
  while (players.length < PEOPLE) {
    const player = await fleet.player({ node: 0, urls });
    await player.join(roomId, players.length < 12 ? 'player' : 'spectator');
    players.push(player);
  }
  expect(await knock(other.url)).toBe('rate_limited');

  await draining.app.stop();
  await until(() => players.every((player) => player.url() === other.url), 'everybody is on the other node');
  const connections = async () => {
    const doc = (await other.app.store.rooms.read(roomId))!.doc;
    return doc.seats.filter(({ connection }) => connection?.node === other.app.nodeId).length;
  };
  await until(async () => (await connections()) === PEOPLE, 'everybody is seated there');
  expect(players.map(({ reconnects }) => reconnects)).toEqual(players.map(() => 1));
  expect(await knock(other.url), 'a stranger still waits').toBe('rate_limited');
});

/** A player with a seat, and how further connections of it fare. */
async function seated(limits: Partial<Limits>) {
  const here = await startFleet('one node in memory', { env: { RATE_LIMITS: '' }, limits });
  fleet = here;
  const player = await here.player();
  await player.create({ quiz: 'france', mode: 'coop' });
  const twin = (): Promise<string> =>
    here.twin(player).then(
      () => 'in',
      (error: unknown) => (error as Error).message,
    );
  return { here, player, twin };
}

it('bounds the connections of one player who holds a seat', async () => {
  const { here, player, twin } = await seated({ socketsPerPlayer: 2, newSocketsPerMinutePlayer: 100_000 });
  const first = await here.twin(player);
  expect([await twin(), await twin()]).toEqual(['in', 'rate_limited']);
  first.close();
  await until(async () => (await twin()) === 'in', 'the place of the closed one is free');
});

it('bounds the new connections of one player a minute, and lets strangers of the address in', async () => {
  const { here, twin } = await seated({ newSocketsPerMinutePlayer: 2 });
  expect([await twin(), await twin(), await twin()]).toEqual(['in', 'in', 'rate_limited']);
  expect(await knock(here.nodes[0]!.url)).toBe(null);
});
