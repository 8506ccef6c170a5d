import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailable, type Database } from '../../../db/postgres/database.ts';
import { startEmbedded } from '../../../db/postgres/embedded/process.ts';
import { writeSnapshot } from '../../../db/postgres/embedded/snapshot.ts';
import { migrate, readMigrations } from '../../../db/postgres/migrate.ts';
import { openDatabase, type DatabaseOptions } from '../../../db/postgres/open.ts';
import { createPool } from '../../../db/postgres/pool.ts';
import type { Run } from '../../../shared/messages.ts';
import { completeSettings } from '../../../shared/room/settings.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const open = (options: Omit<DatabaseOptions, 'log'>) => openDatabase({ ...options, log: silent });

let postgres: TestPostgres;
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-db-'));
  folders.push(folder);
  return folder;
};

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function runOf(runId: string, finds = 3): Run {
  const settings = completeSettings({ quiz: 'france', mode: 'teams', seconds: 600 });
  return {
    runId,
    mode: 'teams',
    settings,
    dataVersion: '2026-11',
    startedAt: 1_790_000_000_000,
    finishedAt: 1_790_000_600_000,
    players: [
      {
        playerId: 'p-anna',
        name: 'Anna “Ж” 🚲',
        rank: 1,
        score: { cities: 2, population: 12_345_678_901 },
        team: 0,
      },
      { playerId: 'p-ben', name: 'Ben', rank: 2, score: { cities: 1, population: 5, points: 1.25 }, team: 1 },
    ],
    timeline: Array.from({ length: finds }, (_, index) => ({
      playerId: index % 3 === 2 ? 'p-ben' : 'p-anna',
      cityId: 2_996_944 + index,
      atMs: index * 7,
    })),
  };
}

describe.each([
  ['postgres', async () => open({ url: await postgres.createDatabase(), dataDir: '' })],
  ['embedded', async () => open({ url: null, dataDir: newFolder() })],
] as const)('what outlives a room, on %s', (kind, make) => {
  let database: Database;
  beforeAll(async () => {
    database = await make();
    await until(async () => (await database.state()) !== 'down', 'the database answers');
  });
  afterAll(async () => {
    await database.close();
  });

  it('says what it is', async () => {
    expect(await database.runs.read('nothing')).toBeNull();
    expect(await database.state()).toBe(kind === 'postgres' ? 'up' : 'embedded');
  });

  it('gives back a run as it was saved', async () => {
    const run = runOf('run-1');
    expect(await database.runs.exists('run-1')).toBe(false);
    await database.runs.save(run);
    expect(await database.runs.exists('run-1')).toBe(true);
    expect(await database.runs.read('run-1')).toEqual(run);
  });

  it('saves a run once, also when several nodes save it at the same time', async () => {
    const run = runOf('run-2');
    await Promise.all([1, 2, 3, 4].map(() => database.runs.save(run)));
    await database.runs.save({ ...run, dataVersion: 'another', timeline: [] });
    expect(await database.runs.read('run-2')).toEqual(run);
  });

  it('saves a run of 25,000 finds, and one without any', async () => {
    const large = runOf('run-large', 25_000);
    await database.runs.save(large);
    expect(await database.runs.read('run-large')).toEqual(large);
    const empty = { ...runOf('run-empty', 0), players: [] };
    await database.runs.save(empty);
    expect(await database.runs.read('run-empty')).toEqual(empty);
  });

  it('keeps ids of 32 bits as they are, those of places without a GeoNames id too', async () => {
    const run = runOf('run-made-ids');
    run.timeline.forEach((find, n) => (find.cityId = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2][n]!));
    await database.runs.save(run);
    expect(await database.runs.read('run-made-ids')).toEqual(run);
  });

  it('leaves nothing of a run that could not be saved whole', async () => {
    const bad = runOf('run-bad');
    bad.timeline[2]!.cityId = 2 ** 40;
    await expect(database.runs.save(bad)).rejects.toThrow();
    expect(await database.runs.exists('run-bad')).toBe(false);
    await database.runs.save(runOf('run-bad'));
    expect(await database.runs.read('run-bad')).toEqual(runOf('run-bad'));
  });

  it('keeps the newest name of a player', async () => {
    const note = (playerId: string, name: string, seenAt: number) => ({ playerId, name, seenAt });
    await database.players.note([note('p-1', 'Old', 1000), note('p-3', 'Łucja 🚀', 1500)]);
    await database.players.note([note('p-1', 'New', 3000)]);
    await database.players.note([note('p-1', 'Late news of the past', 2000)]);
    await database.players.note([]);
    expect(await database.players.read('p-1')).toEqual({
      playerId: 'p-1',
      name: 'New',
      firstSeenAt: 1000,
      lastSeenAt: 3000,
    });
    expect(await database.players.read('p-3')).toMatchObject({ name: 'Łucja 🚀', lastSeenAt: 1500 });
    expect(await database.players.read('p-2')).toBeNull();
  });

  it('parks a room as the very value that it was, until it expires', async () => {
    const dump = { doc: { name: 'a\u0000b \ud83d\ude80' }, guesses: [[0, 'id\u0000', 1, 2, 3]], seq: 7 };
    await database.parked.put('room-1', { seq: 1 }, 5000);
    await database.parked.put('room-1', dump, 5000);
    expect(await database.parked.get('room-1', 4999)).toEqual(dump);
    expect(await database.parked.get('room-1', 5000)).toBeNull();
    await database.parked.put('room-2', dump, 9000);
    expect(await database.parked.sweep(5000)).toBe(1);
    await database.parked.remove('room-2');
    expect(await database.parked.get('room-2', 0)).toBeNull();
  });

  it('keeps errors of browsers, newest first', async () => {
    await database.clientErrors.add({ message: 'first' }, 1);
    await database.clientErrors.add(
      { message: 'second', stack: 'at x', path: '/', release: '1', userAgent: 'u' },
      2,
    );
    expect(await database.clientErrors.newest(1)).toEqual([
      { at: 2, message: 'second', stack: 'at x', path: '/', release: '1', userAgent: 'u' },
    ]);
  });
});

describe('a Postgres that comes and goes', () => {
  it('answers statements that came before it was ready', async () => {
    const database = await open({ url: await postgres.createDatabase(), dataDir: '' });
    expect(await database.runs.read('nothing')).toBeNull();
    await database.close();
  });

  it('does not hold up the start, and is used when it appears', async () => {
    const late = await startPostgres();
    await late.stop();
    const database = await open({ url: late.url, dataDir: '' });
    expect(await database.state()).toBe('down');
    await expect(database.runs.save(runOf('early'))).rejects.toBeInstanceOf(DatabaseUnavailable);
    await late.start();
    await until(async () => (await database.state()) === 'up', 'the database answers');
    await database.runs.save(runOf('early'));
    await late.stop('kill');
    expect(await database.state()).toBe('down');
    await expect(database.runs.exists('early')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await late.start();
    await until(async () => (await database.state()) === 'up', 'the database answers');
    expect(await database.runs.read('early')).toEqual(runOf('early'));
    await database.close();
    await late.remove();
  });
});

describe('the embedded database', () => {
  it('keeps every acknowledged run through kills of its process', async () => {
    const database = await open({ url: null, dataDir: newFolder() });
    const saved: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      await until(async () => (await database.state()) === 'embedded', 'the database answers');
      const dead = database.embeddedPid()!;
      let killed = false;
      for (let n = 0; !killed || n < 8; n += 1) {
        const runId = `run-${round}-${n}`;
        // Killed while statements are under way.
        const saving = database.runs.save(runOf(runId, 200)).then(() => saved.push(runId));
        if (n === 3 + round) {
          process.kill(dead, 'SIGKILL');
          killed = true;
        }
        await saving.catch(() => undefined);
      }
      await until(async () => (await database.state()) === 'embedded', 'the database answers');
      expect(database.embeddedPid()).not.toBe(dead);
    }
    expect(saved.length).toBeGreaterThan(8);
    for (const runId of saved) expect(await database.runs.read(runId)).toEqual(runOf(runId, 200));
    await database.close();
  });

  it('keeps its data over a restart, and takes one process at a time', async () => {
    const dataDir = newFolder();
    const first = await open({ url: null, dataDir });
    await until(async () => (await first.state()) === 'embedded', 'the database answers');
    await first.runs.save(runOf('kept'));
    const second = await open({ url: null, dataDir });
    await expect(second.runs.exists('kept')).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await second.state()).toBe('down');
    expect(await first.runs.exists('kept')).toBe(true);
    await first.close();
    await until(async () => (await second.state()) === 'embedded', 'the database answers');
    expect(await second.runs.read('kept')).toEqual(runOf('kept'));
    await second.close();
  });

  it('starts from a snapshot, and over a start that was cut', async () => {
    const folder = newFolder();
    const snapshotPath = join(folder, 'snapshot.tgz');
    await writeSnapshot(snapshotPath);
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres/PG_VERSION'), 'half of it');
    writeFileSync(join(folder, 'postgres.unfinished'), '');
    const embedded = startEmbedded({
      folder: join(folder, 'postgres'),
      snapshotPath,
      onListening: () => undefined,
      onGone: () => undefined,
    });
    await until(() => embedded.state === 'listening', 'the database listens');
    const { host } = embedded;
    const pool = createPool({
      host,
      user: 'postgres',
      database: 'postgres',
      max: 1,
      onError: () => undefined,
    });
    expect(await migrate(pool, await readMigrations(), silent)).not.toEqual([]);
    expect(existsSync(join(folder, 'postgres.unfinished'))).toBe(false);
    await pool.close();
    await embedded.stop();
    expect(existsSync(join(folder, 'postgres.lock'))).toBe(false);
  });

  it.each(['at-once', 'when-it-answers'])('goes when its server is gone: %s', async (when) => {
    const server = fork(join(import.meta.dirname, 'embedded-parent.ts'), [newFolder(), when], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const pid = await new Promise<number>((resolve) =>
      server.once('message', (value) => resolve(value as number)),
    );
    expect(isRunning(pid)).toBe(true);
    server.kill('SIGKILL');
    await until(() => !isRunning(pid), 'the database has gone');
  });
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('a server that lets a client in and stops in the same breath does not end the process', async () => {
  // The messages of a start-up and of a shutdown (PostgreSQL manual, 55.7), in one segment.
  const message = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const welcome = message('R', Buffer.alloc(4));
  const ready = message('Z', Buffer.from('I'));
  const farewell = message('E', Buffer.from('SFATAL\0C57P01\0Mgoing\0\0'));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([welcome, ready, farewell])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = createPool({
    connectionString: `postgres://test@127.0.0.1:${port}/x`,
    max: 1,
    onError: () => undefined,
  });
  await expect(pool.transaction((query) => query('SELECT 1'))).rejects.toBeInstanceOf(DatabaseUnavailable);
  await expect(pool.query('SELECT 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
  await pool.close();
  await new Promise((resolve) => server.close(resolve));
});

it('a value that Postgres refuses is not quoted in the log', async () => {
  const lines: string[] = [];
  const keep = (fields: object) => void lines.push(JSON.stringify(fields));
  const log = { debug: keep, info: keep, warn: keep };
  const database = await openDatabase({ url: await postgres.createDatabase(), dataDir: '', log });
  const bad = runOf('run-bad');
  bad.timeline[2]!.cityId = 2 ** 40;
  await expect(database.runs.save(bad)).rejects.toMatchObject({ code: '22003' });
  expect(lines.filter((line) => line.includes('22003'))).toHaveLength(1);
  expect(lines.join()).not.toContain(String(2 ** 40));
  await database.close();
});

/** Everything else about a connection that is not the statement's fault. */
it('a connection cut by the server is an absence, not a bug', async () => {
  const url = await postgres.createDatabase();
  const pool = createPool({ connectionString: url, max: 1, onError: () => undefined });
  const [row] = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const sleeping = expect(pool.query('SELECT pg_sleep(30)')).rejects.toBeInstanceOf(DatabaseUnavailable);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('SELECT pg_terminate_backend($1)', [row!.pid]);
  await other.end();
  await sleeping;
  expect(await pool.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await expect(pool.query('SELECT nothing')).rejects.not.toBeInstanceOf(DatabaseUnavailable);
  await pool.close();
});
