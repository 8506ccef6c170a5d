import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../../db/postgres/database.ts';
import { startEmbedded, type EmbeddedPostgres } from '../../../db/postgres/embedded/process.ts';
import { migrate as migrateWith, readMigrations, type Migrations } from '../../../db/postgres/migrate.ts';
import { createPool, type Pool } from '../../../db/postgres/pool.ts';
import { makeMigrations, quiet, type Migration } from '../../support/migrations.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';

/** Semicolons everywhere but between statements, and words that a reader of SQL by hand would trip over. */
const TANGLED: Migration = {
  name: '9000-tangled',
  sql: `-- A comment; with one
    CREATE FUNCTION doubled(n int) RETURNS int AS $$
    BEGIN
      PERFORM 1; -- done;
      RETURN 2 * n;
    END;
    $$ LANGUAGE plpgsql;
    /* and; one
       ; more */
    CREATE TABLE tangled (text text DEFAULT 'a;
b; -- no comment');
    INSERT INTO tangled DEFAULT VALUES; INSERT INTO tangled VALUES ($tag$ it's; $$ fine; $tag$)`,
};

let postgres: TestPostgres;
let embedded: EmbeddedPostgres;
const folder = mkdtempSync(join(tmpdir(), 'cityrace-migrations-'));
const made = makeMigrations();
const onError = (): void => undefined;
const migrate = (pool: Pool, migrations: Migrations) => migrateWith(pool, migrations, quiet);
const poolOf = (connectionString: string) => createPool({ connectionString, max: 2, onError });

beforeAll(async () => {
  postgres = await startPostgres();
  await new Promise<void>((resolve) => {
    embedded = startEmbedded({ folder: join(folder, 'postgres'), onListening: resolve, onGone: onError });
  });
});
afterAll(async () => {
  await embedded.stop();
  await postgres.remove();
  rmSync(folder, { recursive: true });
  made.remove();
});

const tablesOf = async (pool: Pool, ...names: string[]) =>
  (
    await pool.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE tablename = ANY($1) ORDER BY tablename`,
      [names],
    )
  ).map(({ tablename }) => tablename);

/** Ends the one session that is in the middle of a long statement. */
async function endSleeper(pool: Pool): Promise<void> {
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`;
  await until(async () => (await pool.query(end)).length > 0, 'a migration under way');
}

/** There is no second session to ask: kills all of it once the long statement is announced. */
async function killEmbedded(_: Pool, begun: () => boolean): Promise<void> {
  await until(begun, 'a migration under way');
  const dead = embedded.pid!;
  process.kill(dead, 'SIGKILL');
  await until(() => embedded.state === 'listening' && embedded.pid !== dead, 'the database listens again');
}

describe.each([
  ['postgres', async () => poolOf(await postgres.createDatabase()), endSleeper],
  [
    'embedded',
    () =>
      Promise.resolve(
        createPool({ host: embedded.host, user: 'postgres', database: 'postgres', max: 1, onError }),
      ),
    killEmbedded,
  ],
] as const)('migrations, on %s', (_, make, endSession) => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await make();
  });
  afterAll(async () => {
    await pool.close();
  });

  it('leave nothing when one of them fails, and are all applied when it is mended', async () => {
    const migrations = await readMigrations();
    const broken = await made.andOfRelease({
      name: '8000-half',
      sql: 'CREATE TABLE half (a int); CREATE TABLE nonsense (nonsense);',
    });
    await expect(migrate(pool, broken)).rejects.toThrow();
    expect(await tablesOf(pool, 'runs', 'half', 'migrations')).toEqual([]);
    expect(await migrate(pool, migrations)).toEqual(migrations.names);
    expect(await tablesOf(pool, 'runs', 'half', 'migrations')).toEqual(['migrations', 'runs']);
    expect(await migrate(pool, migrations)).toEqual([]);
  });

  it('may hold semicolons wherever SQL allows them', async () => {
    expect(await migrate(pool, await made.of(TANGLED))).toEqual([TANGLED.name]);
    expect(await pool.query('SELECT doubled(21) AS value')).toEqual([{ value: 42 }]);
    expect(await pool.query('SELECT text FROM tangled')).toEqual([
      { text: 'a;\nb; -- no comment' },
      { text: " it's; $$ fine; " },
    ]);
  });

  it('leave nothing when the database goes away in the middle, and are applied when it is back', async () => {
    const lines: string[] = [];
    const log = { ...quiet, debug: (fields: object) => lines.push(JSON.stringify(fields)) };
    const slow = { name: '8001-slow', sql: 'CREATE TABLE slow (a int); SELECT pg_sleep(60)' };
    const cut = expect(migrateWith(pool, await made.of(slow), log)).rejects.toBeInstanceOf(
      DatabaseUnavailable,
    );
    await endSession(pool, () => lines.some((line) => line.includes('MIGRATION 8001-slow')));
    await cut;
    expect(await tablesOf(pool, 'slow')).toEqual([]);
    const quick = await made.of({ ...slow, sql: 'CREATE TABLE slow (a int)' });
    expect(await migrate(pool, quick)).toEqual([slow.name]);
  });

  it('name the one that fails in the log, without the values that it met', async () => {
    const lines: string[] = [];
    const keep = (fields: object, message: string) => lines.push(JSON.stringify([fields, message]));
    await pool.query(`CREATE TABLE private AS SELECT 'Anna'::text AS name`);
    const cast = { name: '8002-cast', sql: 'ALTER TABLE private ALTER name TYPE int USING name::int' };
    const fails = migrateWith(pool, await made.of(cast), { debug: keep, warn: keep });
    await expect(fails).rejects.toMatchObject({ code: '22P02' });
    expect(lines).toContain(JSON.stringify([{ migration: '8002-cast' }, 'migrations failed']));
    expect(lines.join()).not.toContain('Anna');
  });

  it('leave a database alone that is ahead', async () => {
    await pool.query(`INSERT INTO migrations (name) VALUES ('9999-of-the-next-release')`);
    expect(await migrate(pool, await readMigrations())).toEqual([]);
    expect(await pool.query(`SELECT 1 AS one FROM migrations WHERE name LIKE '9999%'`)).toEqual([{ one: 1 }]);
  });
});

it('go where the tables go, when that is not the schema "public"', async () => {
  const url = new URL(await postgres.createDatabase());
  const everywhere = poolOf(url.href);
  await everywhere.query('CREATE SCHEMA own');
  url.searchParams.set('options', '-c search_path=own,public');
  const pool = poolOf(url.href);
  const migrations = await readMigrations();
  expect(await migrate(pool, migrations)).toEqual(migrations.names);
  expect(await migrate(pool, await made.andOfRelease(TANGLED))).toEqual([TANGLED.name]);
  const schemas = await everywhere.query(
    `SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('migrations', 'runs', 'tangled')`,
  );
  expect(schemas).toEqual([{ schemaname: 'own' }]);
  await Promise.all([pool.close(), everywhere.close()]);
});

it('are applied once by nodes that start together', async () => {
  const url = await postgres.createDatabase();
  const migrations = await made.andOfRelease(TANGLED);
  const pools = [1, 2, 3].map(() => poolOf(url));
  const applied = await Promise.all(pools.map((pool) => migrate(pool, migrations)));
  expect(applied.flat().sort()).toEqual(migrations.names);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  await Promise.all(pools.map((pool) => pool.close()));
});

it('are numbered without a gap', async () => {
  const numbers = (await readMigrations()).names.map((name) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
