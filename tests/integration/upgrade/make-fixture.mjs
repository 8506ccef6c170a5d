/** Plays on release 0.1 and keeps what it wrote: see README.md. It runs as a test of a checkout of 0.1, which OUT must outlive. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';

const out = process.env.OUT;
const old = (path) => import(/* @vite-ignore */ join(process.cwd(), path));
const [{ startPostgres }, { startNode }, { connectPlayer }, { plainNames }] = await Promise.all(
  ['postgres', 'node', 'player', 'names'].map((name) => old(`tests/support/${name}.ts`)),
);
const { openDatabase } = await old('db/open.ts');
const { createParking } = await old('server/rooms/parking.ts');
const { createMemoryStore } = await old('server/rooms/memory/store.ts');
const { DURATIONS } = await old('shared/durations.ts');

const silent = { info() {}, warn() {}, error() {} };
const dataDir = mkdtempSync(join(tmpdir(), 'cityrace-0.1-'));
const postgres = await startPostgres();
const url = await postgres.createDatabase();
const database = await openDatabase({ url, dataDir, log: silent });
const node = await startNode({ env: { DATA_DIR: dataDir }, database, durations: { countdownMs: 100 } });
const names = plainNames('FR', 40);
const until = async (holds) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** A race of two that is over when this resolves. */
async function race(from, to) {
  const [host, guest] = [
    await connectPlayer({ urls: [node.url] }),
    await connectPlayer({ urls: [node.url] }),
  ];
  const roomId = await host.create({ quiz: 'france', mode: 'race', seconds: null });
  await guest.join(roomId);
  const { startsAt } = await host.ask('start', { roomId });
  await until(() => Date.now() > startsAt + 200);
  for (const { text } of names.slice(from, to)) await host.guess(text);
  for (const { text } of names.slice(from, to - 2)) await guest.guess(text);
  await host.ask('end', { roomId });
  const { results } = await guest.until(({ phase }) => phase === 'ended', 'the end');
  const run = await (await fetch(`${node.url}/api/runs/${results.runId}`)).json();
  const players = [host, guest].map(({ playerId }) => playerId);
  for (const player of [host, guest]) player.close();
  return { roomId, run, players };
}

/** A solo game that is left under way. */
async function solo(from, to) {
  const player = await connectPlayer({ urls: [node.url] });
  const roomId = await player.create({ quiz: 'france', mode: 'solo', typos: 'off' });
  for (const { text } of names.slice(from, to)) await player.guess(text);
  const { playerId } = player;
  player.close();
  return { roomId, playerId, cityIds: names.slice(from, to).map(({ cityId }) => cityId) };
}

it('makes the fixture', async () => {
  const saved = await race(0, 8);
  await until(() => database.runs.exists(saved.run.runId));
  await until(async () => (await database.players.read(saved.players[0])) !== null);
  await database.clientErrors.add({ message: 'something broke', path: '/' }, Date.now());
  const parked = await solo(10, 16);
  await createParking({ store: node.app.store, parked: database.parked, durations: DURATIONS }).park(
    parked.roomId,
  );
  const dump = ['--inserts', '--no-owner', '--no-privileges', '--dbname', url];
  // Without the settings of psql and of the session: a migration's connection reads it.
  const sql = execFileSync('pg_dump', dump, { encoding: 'utf8' }).replace(
    /^(\\|SET |SELECT pg_catalog.set_config).*\n/gm,
    '',
  );
  writeFileSync(join(out, 'postgres.sql'), sql);
  await postgres.stop();

  const unsaved = await race(20, 29);
  const underWay = await solo(30, 37);
  await node.app.stop();
  const folder = join(dataDir, 'rooms');
  cpSync(join(folder, 'journal'), join(out, 'journal'), { recursive: true });

  // A journal becomes a snapshot at 16 MB; here at once, with entries behind it, and a process that is killed.
  const options = { folder, clock: Date.now, log: silent, durations: DURATIONS };
  const compacting = await createMemoryStore({ ...options, compactBytes: 1 });
  await compacting.due.schedule(underWay.roomId, Date.now());
  await new Promise((resolve) => setTimeout(resolve, 500));
  await compacting.close();
  const last = await createMemoryStore(options);
  await last.rooms.noteSeat('somebody', underWay.roomId);
  cpSync(join(folder, 'journal'), join(out, 'snapshot'), { recursive: true });
  const madeAt = Date.now();
  const { cityId } = names[37];
  const told = { madeAt, saved, parked, unsaved, underWay, nextCityId: cityId };
  writeFileSync(join(out, 'told.json'), `${JSON.stringify(told, null, 2)}\n`);
  await postgres.remove();
}, 60_000);
