import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { migrate } from '../../../db/postgres/migrate.ts';
import { openDatabase } from '../../../db/postgres/open.ts';
import { createPool } from '../../../db/postgres/pool.ts';
import { makeMigrations, ownMigrations, quiet } from '../../support/migrations.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';
import { migrateAs01 } from '../upgrade/migrate-0.1.ts';

/** The library itself, and whether anything has loaded it. */
const library = vi.hoisted(() => ({ loaded: false }));
vi.mock('node-pg-migrate', (original) => {
  library.loaded = true;
  return original();
});

const onError = (): void => undefined;
const made = makeMigrations();
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  made.remove();
});

it('a start with nothing to apply does not load the library of migrations, one with something does', async () => {
  const url = await postgres.createDatabase();
  const pool = createPool({ connectionString: url, max: 1, onError });
  // The way of 0.1, which needs no library.
  await migrateAs01(pool, await ownMigrations());
  const lines: object[] = [];
  const keep = (fields: object) => void lines.push(fields);
  const database = await openDatabase({ url, dataDir: '', log: { debug: keep, info: keep, warn: keep } });
  await until(async () => (await database.state()) === 'up', 'the database answers');
  expect(lines).toEqual([{ applied: [], embedded: false }]);
  expect(library.loaded).toBe(false);
  const next = await made.andOfRelease({ name: '9000-next', sql: 'CREATE TABLE next (a int)' });
  expect(await migrate(pool, next, quiet)).toEqual(['9000-next']);
  expect(library.loaded).toBe(true);
  await Promise.all([database.close(), pool.close()]);
});
