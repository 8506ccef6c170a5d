import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedPostgres } from '../../../db/postgres/embedded/process.ts';
import { migrate, readMigrations } from '../../../db/postgres/migrate.ts';
import { createPool, type Pool } from '../../../db/postgres/pool.ts';
import { makeMigrations, migrationsOf01, quiet } from '../../support/migrations.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { migrateAs01 } from './migrate-0.1.ts';

/** Of a release to come, so that a database of 0.1 has something to apply. */
const NEXT = { name: '9000-next', sql: 'CREATE TABLE next (a int)' };

const onError = (): void => undefined;
const made = makeMigrations();
const folder = mkdtempSync(join(tmpdir(), 'cityrace-roll-back-'));
let postgres: TestPostgres;
let embedded: EmbeddedPostgres;
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

/** The names, and when each was applied: whatever is done again changes one of them. */
const history = (pool: Pool) => pool.query(`SELECT name, applied_at FROM migrations ORDER BY name`);

describe.each(['postgres', 'embedded'] as const)('a node of 0.1, on %s', (kind) => {
  const emptyDatabase = async (): Promise<Pool> => {
    const pool = createPool({
      ...(kind === 'postgres'
        ? { connectionString: await postgres.createDatabase() }
        : { host: embedded.host, user: 'postgres', database: 'postgres' }),
      max: 1,
      onError,
    });
    await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    return pool;
  };

  it('does nothing again on a database that this release made', async () => {
    const pool = await emptyDatabase();
    await migrate(pool, await readMigrations(), quiet);
    const before = await history(pool);
    expect(await migrateAs01(pool, await migrationsOf01())).toEqual([]);
    expect(await history(pool)).toEqual(before);
    await pool.close();
  });

  it('does nothing again on its own database that a later release brought up to date', async () => {
    const pool = await emptyDatabase();
    const own = await migrationsOf01();
    expect(await migrateAs01(pool, own)).toEqual(own.map(({ name }) => name));
    const before = await history(pool);
    const later = await made.andOfRelease(NEXT);
    expect(await migrate(pool, later, quiet)).toContain(NEXT.name);
    const after = await history(pool);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await migrateAs01(pool, own)).toEqual([]);
    expect(await history(pool)).toEqual(after);
    await pool.close();
  });

  it('may be the one that writes to the table of this release', async () => {
    const pool = await emptyDatabase();
    await migrate(pool, await made.of(NEXT), quiet);
    const own = await migrationsOf01();
    expect(await migrateAs01(pool, own)).toEqual(own.map(({ name }) => name));
    expect(await migrate(pool, await made.andOfRelease(NEXT), quiet)).toEqual(
      (await readMigrations()).names.slice(own.length),
    );
    await pool.close();
  });
});

it('nodes of 0.1 and of this release may start together on an empty database', async () => {
  const connectionString = await postgres.createDatabase();
  const pools = [1, 2, 3, 4].map(() => createPool({ connectionString, max: 1, onError }));
  const own = await migrationsOf01();
  const released = await readMigrations();
  const applied = await Promise.all(
    pools.map((pool, index) => (index % 2 === 0 ? migrateAs01(pool, own) : migrate(pool, released, quiet))),
  );
  expect(applied.flat().sort()).toEqual(released.names);
  await Promise.all(pools.map((pool) => pool.close()));
});
