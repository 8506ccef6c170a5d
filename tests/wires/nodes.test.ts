import { afterEach, expect, it } from 'vitest';
import { plainNames, seededRandom } from '../support/names.ts';
import { startCuttableProxy, type CuttableProxy, type Direction } from '../support/cuttable-proxy.ts';
import type { TestPlayer } from '../support/player.ts';
import { until } from '../support/until.ts';
import { untilPlaying } from '../support/until-playing.ts';
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
} from '../faults/world.ts';

let world: World | undefined;
const proxies: CuttableProxy[] = [];
afterEach(async () => {
  await world?.stop();
  for (const proxy of proxies.splice(0)) proxy.close();
  world = undefined;
});

const NAMES = plainNames('FR', 4000);

/** These players in a running game; each of the first joins by a node of its own. */
async function game(here: World, ...ways: readonly (readonly string[])[]): Promise<TestPlayer[]> {
  const players: TestPlayer[] = [];
  for (const urls of ways) players.push(await here.player({ urls }));
  const [host, ...guests] = players;
  const roomId = await host!.create({ quiz: 'france', mode: 'claim', seconds: null });
  await Promise.all(guests.map((guest) => guest.join(roomId)));
  const started = await host!.retryUntilAccepted('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host!);
  return players;
}

/** Everybody names cities of their own until told to stop, one after the other, each again until it is answered. */
function play(players: readonly TestPlayer[], random: () => number, longestMs = 50) {
  const stopping = new AbortController();
  const playing = Promise.all(
    players.map(async (player, index) => {
      for (let turn = 0; !stopping.signal.aborted; turn += 1) {
        const answer = await player.guess(NAMES[turn * players.length + index]!.text, 120_000);
        if (!answer.ok) throw new Error(`refused: ${answer.code}`);
        await think((0.5 + random() / 2) * longestMs);
      }
    }),
  );
  return async () => {
    stopping.abort();
    await playing;
  };
}

async function finish(here: World, players: readonly TestPlayer[]): Promise<void> {
  const [host] = players;
  const { roomId } = host!.view!;
  expect((await host!.retryUntilAccepted('end', { roomId })).ok).toBe(true);
  for (const player of players) await player.until((view) => view.phase === 'ended', 'the end', 30_000);
  const { runId } = host!.view!.results!;
  expectKept(await readRun(here.urls[0]!, runId), players, true);
  await until(async () => (await here.savedRuns()).includes(runId), 'the run is saved', 60_000);
  expect((await here.savedRuns()).filter((saved) => saved === runId)).toHaveLength(1);
  for (const player of players) await player.join(roomId);
  expectSameViews(players);
}

it(`a game is played over ways to the stores that take 200 ms and little at a time (SEED=${SEED})`, async () => {
  const here = (world = await startWorld({ nodes: 2, wired: true }));
  for (const wire of [here.wires.redis, here.wires.postgres])
    wire.pace({ delayMs: 100, bytesPerSecond: 200_000 });
  const players = await game(here, here.urls, turned(here.urls, 1), here.urls);
  const stop = play(players, seededRandom(SEED));
  await untilAcknowledged(players, 60);
  await stop();
  expect(players.map(({ reconnects }) => reconnects)).toEqual([0, 0, 0]);
  await finish(here, players);
});

it(`both stores are swallowed under play, and come back: nobody is sent away, nothing is lost (SEED=${SEED})`, async () => {
  const here = (world = await startWorld({ nodes: 2, wired: true }));
  const players = await game(here, here.urls, turned(here.urls, 1), here.urls, turned(here.urls, 1));
  // A game that ends meanwhile, so that there is something to save.
  const other = await here.player();
  const ended = await other.create({ quiz: 'france', mode: 'solo', seconds: null });
  await other.guess(NAMES[0]!.text);
  const stop = play(players, seededRandom(SEED));
  await untilAcknowledged(players, 60);
  const { redis, postgres } = here.wires;
  postgres.swallow();
  expect((await other.retryUntilAccepted('end', { roomId: ended })).ok).toBe(true);
  await untilAcknowledged(players, 60);
  redis.swallow();
  const isToldBy = ({ log }: World['nodes'][number], client: string): boolean =>
    log.some((line) => line.includes('"Redis is away"') && line.includes(`"client":"${client}"`));
  for (const client of ['rooms', 'guesses'])
    await until(() => here.nodes.every((node) => isToldBy(node, client)), `${client} is given up`);
  redis.restore();
  postgres.restore();
  await untilAcknowledged(players, 200);
  await stop();
  expect(players.map(({ reconnects }) => reconnects)).toEqual([0, 0, 0, 0]);
  await finish(here, players);
  const solo =
    other.view?.results ?? (await other.until((view) => view.results !== undefined, 'the end')).results!;
  await until(async () => (await here.savedRuns()).includes(solo.runId), 'the run is saved', 60_000);
});

it(`players come back from ways that swallow, in one direction or both, and from a slow one (SEED=${SEED})`, async () => {
  const here = (world = await startWorld({ nodes: 1 }));
  const ways = await Promise.all(Array.from({ length: 4 }, () => startCuttableProxy(here.nodes[0]!.port)));
  proxies.push(...ways);
  const players = await game(here, here.urls, ...ways.map(({ url }) => [url]));
  // Slowly: it takes a while until a page notices, and names must last.
  const stop = play(players, seededRandom(SEED), 400);
  await untilAcknowledged(players, 30);
  const directions: Direction[][] = [['up'], ['down'], ['up', 'down']];
  for (const [index, lost] of directions.entries()) ways[index]!.swallow(...lost);
  ways[3]!.pace({ delayMs: 150, bytesPerSecond: 20_000 });
  for (const way of ways.slice(0, 3)) way.restore();
  // Nobody tells a page: it learns by Socket.IO's own silence, 45 s.
  await until(
    () => players.slice(1, 4).every(({ reconnects }) => reconnects > 0),
    'everybody has come back',
    90_000,
  );
  await untilAcknowledged(players, 30);
  expect(players[4]!.reconnects, 'slow is not gone').toBe(0);
  await stop();
  await finish(here, players);
});
