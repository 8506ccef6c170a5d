import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedPostgres } from '../../../db/postgres/embedded/process.ts';
import { migrate, readMigrations } from '../../../db/postgres/migrate.ts';
import { createPool, type Pool } from '../../../db/postgres/pool.ts';
import { createClientErrorStore } from '../../../db/postgres/stores/client-errors.ts';
import { createParkedStore } from '../../../db/postgres/stores/parked.ts';
import { createPlayerStore } from '../../../db/postgres/stores/players.ts';
import { createRunStore } from '../../../db/postgres/stores/runs.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import type { RoomDump, RoomStore } from '../../../server/store/room-store.ts';
import { readRun } from '../../../server/store/run.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import type { Run } from '../../../shared/messages.ts';
import { quiet } from '../../support/migrations.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';

/** What players of 0.1 were told. */
interface Told {
  madeAt: number;
  saved: { roomId: string; run: Run; players: string[] };
  unsaved: { roomId: string; run: Run; players: string[] };
  parked: Solo;
  underWay: Solo;
  nextCityId: number;
}

interface Solo {
  roomId: string;
  playerId: string;
  cityIds: number[];
}

const FIXTURE = join(import.meta.dirname, '0.1');
const told = JSON.parse(readFileSync(join(FIXTURE, 'told.json'), 'utf8')) as Told;
const onError = (): void => undefined;

const parent = mkdtempSync(join(tmpdir(), 'cityrace-upgrade-'));
let postgres: TestPostgres;
let embedded: EmbeddedPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await new Promise<void>((resolve) => {
    embedded = startEmbedded({ folder: join(parent, 'postgres'), onListening: resolve, onGone: onError });
  });
});
afterAll(async () => {
  await embedded.stop();
  await postgres.remove();
  rmSync(parent, { recursive: true });
});

/** A database as 0.1 left it. */
async function restored(kind: 'postgres' | 'embedded'): Promise<Pool> {
  const way =
    kind === 'postgres'
      ? { connectionString: await postgres.createDatabase() }
      : { host: embedded.host, user: 'postgres', database: 'postgres' };
  const pool = createPool({ ...way, max: 1, onError });
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await pool.query(readFileSync(join(FIXTURE, 'postgres.sql'), 'utf8'));
  return pool;
}

const warnings: string[] = [];
const warn = (_: object, message: string) => warnings.push(message);

const options = {
  clock: () => told.madeAt + 1000,
  log: { info: onError, warn, error: warn },
  durations: DURATIONS,
};

/** Opens a copy of a journal of 0.1, soon after it was written. */
async function openedAfter(
  kind: 'journal' | 'snapshot',
): Promise<{ store: RoomStore; reopen: () => Promise<RoomStore> }> {
  const folder = mkdtempSync(join(parent, 'rooms-'));
  cpSync(join(FIXTURE, kind), join(folder, 'journal'), { recursive: true });
  const open = () => createMemoryStore({ ...options, folder });
  const store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      return open();
    },
  };
}

/** A solo game has what its player was told, and goes on. */
async function expectPlayable(store: RoomStore, { roomId, playerId, cityIds }: Solo): Promise<void> {
  const record = await store.rooms.read(roomId);
  expect(record).toMatchObject({ foundCount: cityIds.length, doc: { stage: 'game', endedAt: null } });
  const finds = await store.rooms.findsFrom(roomId, record!.doc.runId, 0, 100);
  expect(finds.map(({ cityId }) => cityId)).toEqual(cityIds);
  const guess = {
    roomId,
    playerId,
    guessId: 'one more',
    likelySeat: 0,
    candidates: [told.nextCityId],
    populations: [1000],
    reach: 1,
    take: 'first' as const,
    qualified: false,
  };
  expect(await store.rooms.guess(guess)).toMatchObject({ outcome: 'found', cityIds: [told.nextCityId] });
}

beforeEach(() => {
  warnings.length = 0;
});

describe.each(['postgres', 'embedded'] as const)('a database of 0.1, on %s', (kind) => {
  it('is brought up to date without doing again what was done, and has what was kept in it', async () => {
    const pool = await restored(kind);
    const before = (await readMigrations()).names.slice(0, 4);
    const applied = await migrate(pool, await readMigrations(), quiet);
    expect(applied.filter((name) => before.includes(name))).toEqual([]);
    expect(await createRunStore(pool).read(told.saved.run.runId)).toEqual(told.saved.run);
    for (const { playerId, name } of told.saved.run.players)
      expect(await createPlayerStore(pool).read(playerId)).toMatchObject({ name });
    expect(await createClientErrorStore(pool).newest(10)).toMatchObject([{ message: 'something broke' }]);
    await pool.close();
  });

  it('has a parked game that is revived and played on', async () => {
    const pool = await restored(kind);
    await migrate(pool, await readMigrations(), quiet);
    const dump = (await createParkedStore(pool).get(told.parked.roomId, told.madeAt)) as RoomDump;
    const store = await createMemoryStore({ ...options, folder: null });
    expect(await store.rooms.restore(dump)).toBe(true);
    await expectPlayable(store, told.parked);
    await store.close();
    await pool.close();
  });

  it('takes the run that 0.1 could not save any more', async () => {
    const pool = await restored(kind);
    await migrate(pool, await readMigrations(), quiet);
    const { store } = await openedAfter('journal');
    const runs = createRunStore(pool);
    const [header] = await store.outbox.pending(told.unsaved.roomId);
    await runs.save(await readRun(store, header!));
    await store.outbox.saved(told.unsaved.roomId, header!.runId);
    expect(await runs.read(told.unsaved.run.runId)).toEqual(told.unsaved.run);
    expect(await store.outbox.size()).toBe(0);
    await store.close();
    await pool.close();
  });
});

describe.each(['journal', 'snapshot'] as const)('a room store of 0.1, from its %s', (kind) => {
  it('has the game that was under way, which goes on and is kept', async () => {
    const { store, reopen } = await openedAfter(kind);
    expect(warnings).toEqual([]);
    expect(await store.rooms.roomsOf(told.underWay.playerId)).toEqual([told.underWay.roomId]);
    await expectPlayable(store, told.underWay);
    const again = await reopen();
    expect(await again.rooms.read(told.underWay.roomId)).toMatchObject({
      foundCount: told.underWay.cityIds.length + 1,
    });
    await again.close();
  });

  it('has the rooms of finished games, and the run that waits to be saved', async () => {
    const { store } = await openedAfter(kind);
    expect(await store.outbox.size()).toBe(1);
    expect(await store.outbox.read(told.unsaved.run.runId)).toMatchObject({ roomId: told.unsaved.roomId });
    const finds = await store.rooms.findsFrom(told.unsaved.roomId, told.unsaved.run.runId, 0, 100);
    expect(finds.map(({ cityId }) => cityId)).toEqual(told.unsaved.run.timeline.map(({ cityId }) => cityId));
    for (const { roomId } of [told.saved, told.unsaved])
      expect(await store.rooms.read(roomId)).toMatchObject({ doc: { stage: 'ended' } });
    await store.close();
  });
});
