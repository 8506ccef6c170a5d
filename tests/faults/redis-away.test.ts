import { afterEach, describe, expect, it } from 'vitest';
import { plainNames, seededRandom } from '../support/names.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { until } from '../support/until.ts';
import type { TestPlayer } from '../support/player.ts';
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

const RESTARTS = 20;
let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

/** Four players on two nodes in a running claim game. */
async function claimGame(here: World): Promise<{ roomId: string; players: TestPlayer[] }> {
  const host = await here.player();
  const roomId = await host.create({ quiz: 'france', mode: 'claim', seconds: null });
  const guests = await Promise.all([1, 2, 3].map((by) => here.player({ urls: turned(here.urls, by) })));
  await Promise.all(guests.map((guest) => guest.join(roomId)));
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);
  return { roomId, players: [host, ...guests] };
}

/** Names cities until told to stop; every guess is sent again until it is answered. */
function play(players: readonly TestPlayer[], stopping: AbortSignal, random: () => number): Promise<unknown> {
  const names = plainNames('FR', 6000);
  return Promise.all(
    players.map(async (player, index) => {
      for (let turn = 0; !stopping.aborted; turn += 1) {
        const answer = await player.guess(names[turn * 2 + (index % 2)]!.text, 60_000);
        if (!answer.ok) throw new Error(`refused: ${answer.code}`);
        await think(10 + random() * 20);
      }
    }),
  );
}

async function finish(here: World, roomId: string, players: readonly TestPlayer[]): Promise<void> {
  expect((await players[0]!.retryUntilAccepted('end', { roomId })).ok).toBe(true);
  for (const player of players) await player.until((view) => view.phase === 'ended', 'the end', 30_000);
  const run = await readRun(here.urls[0]!, players[0]!.view!.results!.runId);
  expect(run.timeline.length).toBeGreaterThan(50);
  expectKept(run, players, true);
  for (const player of players) await player.join(roomId);
  expectSameViews(players);
}

describe.each(['always', 'everysec'] as const)('with appendfsync %s', (appendfsync) => {
  it(`play goes on through ${RESTARTS} kill -9 of Redis, and nothing acknowledged is lost (SEED=${SEED})`, async () => {
    world = await startWorld({ nodes: 2, appendfsync });
    const here = world;
    const random = seededRandom(SEED);
    const { roomId, players } = await claimGame(here);
    const stopping = new AbortController();
    const playing = play(players, stopping.signal, random);
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await untilAcknowledged(players, Math.floor(random() * 60));
      if (appendfsync === 'everysec') await here.redis.settle();
      await here.redis.stop('kill');
      // Sometimes at once, sometimes when everybody has felt it.
      if (random() < 0.5)
        await until(() => players.every(({ ledger }) => ledger.open.size > 0), 'everybody waits');
      await here.redis.start();
    }
    await untilAcknowledged(players, 100);
    stopping.abort();
    await playing;
    await finish(here, roomId, players);
    for (const node of here.nodes) expect(process.kill(node.pid, 0), 'no node died').toBe(true);
  });
});

it('answers unavailable within two seconds while Redis hangs for ten, and goes on by itself', async () => {
  world = await startWorld({ nodes: 2 });
  const { roomId, players } = await claimGame(world);
  const names = plainNames('FR', 40);
  for (const [index, player] of players.entries()) await player.guess(names[index]!.text);
  world.redis.pause();
  const asked = Date.now();
  const askAll = () =>
    Promise.all(
      players.map((player, index) =>
        player.ask('guess', {
          roomId,
          guessId: `${player.playerId}:${names[10 + index]!.text}`.slice(0, 64),
          text: names[10 + index]!.text,
        }),
      ),
    );
  // Before anything else: what a node remembers of a room is good for two seconds.
  expect(
    (await players[0]!.ask('guess', { roomId, guessId: 'miss', text: 'qqqqqqqq' })).ok,
    'a miss needs no store',
  ).toBe(true);
  for (const answer of await askAll()) expect(answer).toMatchObject({ ok: false, code: 'unavailable' });
  const ready = await fetch(`${world.urls[0]}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ redis: 'down', postgres: 'up' });
  expect((await fetch(`${world.urls[0]}/livez`)).status).toBe(200);
  // What it owes it may still do; more is not asked of it.
  while (Date.now() < asked + 10_000)
    for (const answer of await askAll()) expect(answer).toMatchObject({ ok: false, code: 'overloaded' });
  world.redis.resume();
  // The same ids again: recorded once, whether the first try got through or not.
  for (const [index, player] of players.entries()) {
    expect(await player.guess(names[10 + index]!.text)).toMatchObject({ ok: true, outcome: 'found' });
  }
  for (const player of players) await player.until((view) => view.foundCount === 8, 'all eight finds');
  expectSameViews(players);
});
