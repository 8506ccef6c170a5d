import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedPostgres } from '../../../db/postgres/embedded/process.ts';
import { migrate, readMigrations, type Migration } from '../../../db/postgres/migrate.ts';
import { createPool, type Pool } from '../../../db/postgres/pool.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';

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
const onError = (): void => undefined;
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
});

const tablesOf = async (pool: Pool, ...names: string[]) =>
  (
    await pool.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE tablename = ANY($1) ORDER BY tablename`,
      [names],
    )
  ).map(({ tablename }) => tablename);

describe.each([
  ['postgres', async () => poolOf(await postgres.createDatabase())],
  [
    'embedded',
    () =>
      Promise.resolve(
        createPool({ host: embedded.host, user: 'postgres', database: 'postgres', max: 1, onError }),
      ),
  ],
] as const)('migrations, on %s', (_, make) => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await make();
  });
  afterAll(async () => {
    await pool.close();
  });

  it('leave nothing when one of them fails, and are all applied when it is mended', async () => {
    const migrations = await readMigrations();
    const broken = [
      ...migrations,
      { name: '8000-half', sql: 'CREATE TABLE half (a int); CREATE TABLE nonsense (nonsense);' },
    ];
    await expect(migrate(pool, broken)).rejects.toThrow();
    expect(await tablesOf(pool, 'runs', 'half', 'migrations')).toEqual([]);
    expect(await migrate(pool, migrations)).toEqual(migrations.map(({ name }) => name));
    expect(await tablesOf(pool, 'runs', 'half', 'migrations')).toEqual(['migrations', 'runs']);
    expect(await migrate(pool, migrations)).toEqual([]);
  });

  it('may hold semicolons wherever SQL allows them', async () => {
    expect(await migrate(pool, [TANGLED])).toEqual([TANGLED.name]);
    expect(await pool.query('SELECT doubled(21) AS value')).toEqual([{ value: 42 }]);
    expect(await pool.query('SELECT text FROM tangled')).toEqual([
      { text: 'a;\nb; -- no comment' },
      { text: " it's; $$ fine; " },
    ]);
  });

  it('leave a database alone that is ahead', async () => {
    await pool.query(`INSERT INTO migrations (name) VALUES ('9999-of-the-next-release')`);
    expect(await migrate(pool, await readMigrations())).toEqual([]);
    expect(await pool.query(`SELECT 1 AS one FROM migrations WHERE name LIKE '9999%'`)).toEqual([{ one: 1 }]);
  });
});

it('are applied once by nodes that start together', async () => {
  const url = await postgres.createDatabase();
  const migrations = [...(await readMigrations()), TANGLED];
  const pools = [1, 2, 3].map(() => poolOf(url));
  const applied = await Promise.all(pools.map((pool) => migrate(pool, migrations)));
  expect(applied.flat().sort()).toEqual(migrations.map(({ name }) => name));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  await Promise.all(pools.map((pool) => pool.close()));
});

it('are numbered without a gap', async () => {
  const numbers = (await readMigrations()).map(({ name }) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
