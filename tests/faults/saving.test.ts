import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { plainNames } from '../support/names.ts';
import { untilPlaying } from '../support/until-playing.ts';
import { until } from '../support/until.ts';
import { expectKept, readRun, startWorld, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

async function rows(here: World, runId: string): Promise<number> {
  const client = new pg.Client(here.databaseUrl);
  await client.connect();
  const { rows: counted } = await client.query<{ count: string }>(
    'select count(*) from runs where run_id = $1',
    [runId],
  );
  await client.end();
  return Number(counted[0]!.count);
}

const untilSaved = (here: World, runId: string): Promise<number> =>
  until(async () => (await rows(here, runId)) || null, 'the run is saved');

/** Nobody has a run left to save. */
async function untilNothingPends(here: World): Promise<void> {
  const redis = new Redis(here.redis.url);
  await until(async () => (await redis.exists('outbox')) === 0, 'an empty outbox');
  redis.disconnect();
}

it('goes on without Postgres: the game ends at once, its run waits, can be read, and is saved once when it is back', async () => {
  world = await startWorld({ nodes: 2 });
  const names = plainNames('FR', 20);
  const host = await world.player();
  const guest = await world.player({ urls: [...world.urls].reverse() });
  const roomId = await host.create({ quiz: 'france', mode: 'race', seconds: null });
  await guest.join(roomId);
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);
  for (const { text } of names.slice(0, 10)) await host.guess(text);
  await world.postgres.stop();
  for (const { text } of names.slice(5)) await guest.guess(text);
  expect((await host.ask('end', { roomId })).ok).toBe(true);
  const view = await guest.until((now) => now.phase === 'ended', 'the end', 3000);
  const runId = view.results!.runId;
  expectKept(await readRun(world.urls[1]!, runId), [host, guest], false);
  const ready = await fetch(`${world.urls[0]}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { redis: 'up', postgres: 'down' }]);
  await world.postgres.start();
  expect(await untilSaved(world, runId)).toBe(1);
  expectKept(await readRun(world.urls[0]!, runId), [host, guest], false);
});

it('saves a run exactly once when the node that ended it is killed before it could', async () => {
  world = await startWorld({ nodes: 2 });
  const names = plainNames('FR', 10);
  const host = await world.player({ urls: [world.urls[0]!] });
  const roomId = await host.create({ quiz: 'france', mode: 'coop', seconds: null });
  const started = await host.ask('start', { roomId });
  if (!started.ok) throw new Error(started.code);
  await untilPlaying(host);
  for (const { text } of names) await host.guess(text);
  await world.postgres.stop('kill');
  await host.ask('end', { roomId });
  const view = await host.until((now) => now.phase === 'ended', 'the end', 3000);
  await world.nodes[0]!.stop('SIGKILL');
  await world.postgres.start();
  const runId = view.results!.runId;
  expect(await untilSaved(world, runId)).toBe(1);
  await untilNothingPends(world);
  expect(await rows(world, runId)).toBe(1);
  expectKept(await readRun(world.urls[1]!, runId), [host], true);
  await world.revive(0);
});
