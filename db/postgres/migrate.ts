import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationBuilder, RunnerOption } from 'node-pg-migrate';
import type { PoolClient } from 'pg';
import { DURATIONS } from '../../shared/durations.ts';
import { beginTransaction, type Pool } from './pool.ts';

/** SQL files of any statements that may stand in a transaction; none may begin or end one. */
export interface Migrations {
  folder: string;
  /** Of the files, without `.sql`: `0001-runs`, numbers without a gap, in the order of their making. */
  names: string[];
}

export interface MigrationLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const FILE = '\\d{4}-[\\w-]+\\.sql';

/** The one of 0.1, whose nodes may start at the same time. Nothing else in the database locks under it. */
const LOCK = 7_225_401;

const UNDEFINED_TABLE = '42P01';

/**
 * The table of 0.1, and what the library asks of it besides. Every column has a default, so that 0.1 can write to it too; when a
 * migration was applied stands in `applied_at`.
 */
const TABLE = `
  CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
  ALTER TABLE migrations
    ADD COLUMN IF NOT EXISTS id serial,
    ADD COLUMN IF NOT EXISTS run_on timestamp NOT NULL DEFAULT now()`;

/** The migrations in `folder`; by default those of this release, beside the sources or beside the bundle. */
export async function readMigrations(folder = folderOfRelease()): Promise<Migrations> {
  const files = (await readdir(folder)).filter((file) => new RegExp(`^${FILE}$`).test(file));
  return { folder, names: files.map((file) => basename(file, '.sql')).sort() };
}

function folderOfRelease(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = ['migrations', '../migrations', '../../db/postgres/migrations']
    .map((path) => join(here, path))
    .find((path) => existsSync(path));
  if (folder === undefined) throw new Error('the folder db/postgres/migrations is missing');
  return folder;
}

/**
 * Brings the schema up to date in one transaction, under a lock, so that nodes may start together. Answers the names of what
 * it applied. A database that is ahead (a newer release ran here) is left as it is: releases only add.
 */
export function migrate(pool: Pool, { folder, names }: Migrations, log: MigrationLog): Promise<string[]> {
  return pool.withClient(async (client) => {
    const known = await appliedNames(client);
    if (names.every((name) => known.has(name))) return [];
    // Only now: it takes longer to load than everything else at a start, and most starts have nothing to apply.
    const { runner } = await import('node-pg-migrate');
    let current: string | null = null;
    try {
      // Whoever waits for the lock must see what was applied meanwhile, whatever the database's default is.
      await client.query(beginTransaction(DURATIONS.databaseTimeoutMs, 'ISOLATION LEVEL READ COMMITTED'));
      // A lock of the transaction, not of the session, which the library would take: it is gone with its holder, and a pooler
      // between (PgBouncer) cannot keep it.
      await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
      await client.query(TABLE);
      const applied = await runner({
        dbClient: client,
        dir: folder,
        ignorePattern: `(?!${FILE}$).*`,
        direction: 'up',
        migrationsTable: 'migrations',
        migrationsSchema: await currentSchema(client),
        migrationLoaderStrategies: [wholeFiles((name) => (current = name))],
        // All of it happens in the transaction begun above, the table included.
        singleTransaction: false,
        noLock: true,
        checkOrder: false,
        logger: {
          info: (text) => log.debug({ text }, 'node-pg-migrate'),
          // Only ever that a migration has no transaction of its own: it has ours.
          warn: () => undefined,
          // What Postgres said can quote values of rows. The pool tells of the error.
          error: () => undefined,
        },
      });
      await client.query('COMMIT');
      return applied.map(({ name }) => name);
    } catch (error) {
      log.warn({ migration: current }, 'migrations failed');
      throw error;
    }
  });
}

/** The names in the table, none when there is no table yet. */
async function appliedNames(client: PoolClient): Promise<Set<string>> {
  try {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}

/** Where new tables go: `public`, unless the role or the address says otherwise. */
async function currentSchema(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ schema: string }>('SELECT current_schema() AS schema');
  return rows[0]!.schema;
}

/**
 * A file goes to Postgres whole, as one query without values, which takes any number of statements: Postgres alone reads it. (The
 * library's own reader looks for comments that part a file in two ways, up and down.)
 */
const wholeFiles = (
  onBegin: (name: string) => void,
): NonNullable<RunnerOption['migrationLoaderStrategies']>[number] => ({
  extensions: ['.sql'],
  loader: (paths) =>
    Promise.all(
      paths.map(async (path) => {
        const sql = await readFile(path, 'utf8');
        const up = (builder: MigrationBuilder): void => {
          onBegin(basename(path, '.sql'));
          builder.noTransaction();
          builder.sql(sql);
        };
        return { id: path, filePaths: [path], actions: { up } };
      }),
    ),
});
