import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SERVE_ARGS, SERVER_MAIN } from '../../deploy/serve-args.mjs';
import {
  expectKept,
  expectSameViews,
  readRun,
  SECRET,
  SEED,
  think,
  turned,
  untilAcknowledged,
} from '../faults/world.ts';
import { onFreePort } from '../support/free-port.ts';
import { plainNames, seededRandom } from '../support/names.ts';
import { connectPlayer, type TestPlayer } from '../support/player.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { until } from '../support/until.ts';

/** Built by `npm run prove`, which says where. */
const OTHER_RELEASE = process.env['OTHER_RELEASE'] ?? 'set by npm run prove -- releases';
const NAMES = plainNames('FR', 4000);
/** The older release first: it has made what the newer one finds. */
const PROGRAMS = [
  SERVE_ARGS.map((arg) => (arg === SERVER_MAIN ? join(OTHER_RELEASE, 'dist/server/main.js') : arg)),
  SERVE_ARGS,
] as const;

let redis: TestRedis;
let postgres: TestPostgres;
let databaseUrl: string;
let env: Record<string, string>;
const nodes: NodeProcess[] = [];
const players: TestPlayer[] = [];
beforeAll(async () => {
  redis = await startRedis();
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  env = { REDIS_URL: redis.url, DATABASE_URL: databaseUrl, SESSION_SECRET: SECRET };
  for (const program of PROGRAMS)
    nodes.push(await onFreePort((port) => startNodeProcess(env, port, program)));
});
afterAll(async () => {
  for (const player of players) player.close();
  await Promise.all(nodes.map((node) => node.stop()));
  await redis.remove();
  await postgres.remove();
});

/** On this node first, and on the other when that one goes. */
async function playerOn(index: number): Promise<TestPlayer> {
  const player = await connectPlayer({ urls: turned(nodes, index).map(({ url }) => url) });
  players.push(player);
  return player;
}

async function restart(index: number, whileAway: () => Promise<void>): Promise<void> {
  const { port } = nodes[index]!;
  expect(await nodes[index]!.stop('SIGTERM'), 'a drained node ends cleanly').toBe(0);
  await whileAway();
  nodes[index] = await startNodeProcess(env, port, PROGRAMS[index]);
}

async function savedRuns(): Promise<string[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ run_id: string }>('select run_id from runs');
  await client.end();
  return rows.map((row) => row.run_id);
}

it(`a game is played on both releases, through the release of the one and back to the other (SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const host = await playerOn(0);
  const roomId = await host.create({ quiz: 'france', mode: 'claim', seconds: null });
  for (const index of [1, 0, 1]) await (await playerOn(index)).join(roomId);
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);

  // What one finds, all others see: at once, or by the next heartbeat.
  let turn = 0;
  for (const player of [...players, ...players]) {
    const others = players.filter((other) => other !== player);
    const beats = others.map((other) => countBeats(other));
    const answer = await player.guess(NAMES[(turn += 1)]!.text);
    if (!answer.ok || answer.outcome !== 'found') throw new Error('not found');
    const sees = ({ view }: TestPlayer): boolean =>
      view?.found.some(({ city }) => city.id === answer.cities[0]!.id) ?? false;
    await until(() => others.every(sees), 'everybody sees it');
    for (const stop of beats) expect(stop()).toBeLessThanOrEqual(1);
  }

  const stopping = new AbortController();
  const playing = Promise.all(
    players.map(async (player, index) => {
      for (let own = turn + 1; !stopping.signal.aborted; own += 1) {
        const answer = await player.guess(NAMES[own * players.length + index]!.text, 60_000);
        if (!answer.ok) throw new Error(`refused: ${answer.code}`);
        await think(20 + random() * 20);
      }
    }),
  );
  await untilAcknowledged(players, 100);
  for (const index of [0, 1]) await restart(index, () => untilAcknowledged(players, 60));
  await untilAcknowledged(players, 60);
  stopping.abort();
  await playing;

  expect((await host.retryUntilAccepted('end', { roomId })).ok).toBe(true);
  for (const player of players) await player.until((view) => view.phase === 'ended', 'the end', 30_000);
  const { runId } = host.view!.results!;
  await until(async () => (await savedRuns()).includes(runId), 'the run is saved');
  expect(await savedRuns(), 'once').toEqual([runId]);
  const runs = await Promise.all(nodes.map(({ url }) => readRun(url, runId)));
  expect(asOlder(runs[1]!)).toEqual(asOlder(runs[0]!));
  expectKept(runs[1]!, players, true);
  for (const player of players) await player.join(roomId);
  expectSameViews(players);
});

/** What both releases tell of a run: the older one reads ids above 2³¹ as negative, and knows not how a name was said. */
const asOlder = ({ timeline, ...run }: Awaited<ReturnType<typeof readRun>>) => ({
  ...run,
  timeline: timeline.map(({ atMs, cityId, playerId }) => ({ atMs, cityId: cityId >>> 0, playerId })),
});

/** Counts a player's heartbeats from now on; answers how many there were when it is stopped. */
function countBeats({ socket }: TestPlayer): () => number {
  let beats = 0;
  const count = (): void => void (beats += 1);
  socket.on('heartbeat', count);
  return () => {
    socket.off('heartbeat', count);
    return beats;
  };
}
