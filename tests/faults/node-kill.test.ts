import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainNames, seededRandom } from '../support/names.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { until } from '../support/until.ts';
import {
  expectKept,
  expectSameViews,
  readRun,
  SEED,
  startWorld,
  think,
  turned,
  untilAcknowledged,
  type World,
} from './world.ts';

const KILLS = 20;
let world: World;
beforeAll(async () => {
  world = await startWorld({ nodes: 3 });
});
afterAll(() => world.stop());

it(`keeps a claim game whole while nodes are killed at ${KILLS} moments, the host’s among them (SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const names = plainNames('FR', 6000);
  const host = await world.player();
  const roomId = await host.create({ quiz: 'france', mode: 'claim', seconds: null });
  const guests = await Promise.all(
    [1, 2, 3, 4, 5].map((by) => world.player({ urls: turned(world.urls, by) })),
  );
  await Promise.all(guests.map((guest) => guest.join(roomId)));
  const players = [host, ...guests];
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);

  const stopping = new AbortController();
  const playing = players.map(async (player, index) => {
    // Everybody names some of the same cities and some alone.
    for (let turn = 0; !stopping.signal.aborted && turn < 3000; turn += 1) {
      const name = names[turn * 2 + (random() < 0.3 ? 0 : index % 2)];
      if (!name) break;
      const answer = await player.guess(name.text);
      if (!answer.ok) throw new Error(`refused: ${answer.code}`);
      await think(15 + random() * 20);
    }
  });

  for (let kill = 0; kill < KILLS; kill += 1) {
    await untilAcknowledged(players, Math.floor(random() * 60));
    // Every fourth kill takes the node that the host is connected to.
    const hostPort = Number(new URL(host.url()).port);
    const hostIndex = world.nodes.findIndex(({ port }) => port === hostPort);
    const victim = kill % 4 === 0 ? hostIndex : Math.floor(random() * world.nodes.length);
    await world.nodes[victim]!.stop('SIGKILL');
    await world.revive(victim);
  }
  stopping.abort();
  await Promise.all(playing);

  const end = await host.retryUntilAccepted('end', { roomId });
  expect(end.ok || end.code === 'not_host', 'the host’s place may have passed on').toBe(true);
  if (!end.ok) {
    const hostId = host.view!.hostId;
    const heir = players.find(({ playerId }) => playerId === hostId)!;
    expect((await heir.retryUntilAccepted('end', { roomId })).ok).toBe(true);
  }
  for (const player of players) await player.until((view) => view.phase === 'ended', 'the end', 30_000);
  const { runId } = host.view!.results!;
  const run = await readRun(world.urls[0]!, runId);
  expect(run.timeline.length).toBeGreaterThan(100);
  expectKept(run, players, true);
  for (const player of players) await player.join(roomId);
  expectSameViews(players);
  expect(await savedRows(runId)).toBe(1);
});

it('shows the seats of a killed node as offline, and passes the host’s place', async () => {
  const host = await world.player({ urls: [world.urls[0]!] });
  const roomId = await host.create({ quiz: 'france', mode: 'race', seconds: null });
  const guest = await world.player({ urls: [world.urls[1]!] });
  await guest.join(roomId);
  await world.nodes[0]!.stop('SIGKILL');
  await guest.until(
    (view) => view.players.some(({ id, online }) => id === host.playerId && !online),
    'the host offline',
    25_000,
  );
  await guest.until((view) => view.hostId === guest.playerId, 'the host’s place passed on', 30_000);
  await world.revive(0);
  await guest.until((view) => view.hostId === host.playerId, 'the host’s place given back', 30_000);
});

async function savedRows(runId: string): Promise<number> {
  const client = new pg.Client(world.databaseUrl);
  await client.connect();
  const count = await until(async () => {
    const { rows } = await client.query<{ count: string }>('select count(*) from runs where run_id = $1', [
      runId,
    ]);
    return Number(rows[0]!.count) || null;
  }, 'the run is saved');
  await client.end();
  return count;
}
