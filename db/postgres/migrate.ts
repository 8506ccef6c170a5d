import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Queries } from './query.ts';

export interface Migration {
  /** `0001-runs`: numbers without a gap, in the order of their making. */
  name: string;
  /** Any statements that may stand in a transaction; it must not begin or end one. */
  sql: string;
}

/** Any number that nothing else in the database locks under. */
const LOCK = 7_225_401;

/** The migrations of this release, read from `db/postgres/migrations` beside the sources or beside the bundle. */
export async function readMigrations(): Promise<Migration[]> {
  const here = dirname(fileURLToPath(import.meta.url));
  const folders = ['migrations', '../migrations', '../../db/postgres/migrations'].map((path) =>
    join(here, path),
  );
  const folder = folders.find((path) => existsSync(path));
  if (folder === undefined) throw new Error('the folder db/postgres/migrations is missing');
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[\w-]+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ''),
      sql: await readFile(join(folder, file), 'utf8'),
    })),
  );
}

/**
 * Brings the schema up to date in one transaction, under a lock, so that nodes may start together. Answers the names of what
 * it applied. A database that is ahead (a newer release ran here) is left as it is: releases only add.
 */
export function migrate(database: Queries, migrations: readonly Migration[]): Promise<string[]> {
  return database.transaction(async (query) => {
    await query(`SELECT pg_advisory_xact_lock($1)`, [LOCK]);
    await query(
      `CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const rows = await query<{ name: string }>(`SELECT name FROM migrations`);
    const known = new Set(rows.map(({ name }) => name));
    const applied: string[] = [];
    for (const { name, sql } of migrations) {
      if (known.has(name)) continue;
      // Whole: a query without values goes by the simple protocol, which takes any number of statements.
      await query(sql);
      await query(`INSERT INTO migrations (name) VALUES ($1)`, [name]);
      applied.push(name);
    }
    return applied;
  });
}
