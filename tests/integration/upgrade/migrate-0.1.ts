import type { Queries } from '../../../db/postgres/query.ts';

interface Migration {
  name: string;
  sql: string;
}

const LOCK = 7_225_401;

/** What a node of 0.1 does at its start, word for word (commit 1ad3c89, `db/migrations.ts`). */
export function migrateAs01(database: Queries, migrations: readonly Migration[]): Promise<string[]> {
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
      for (const statement of statementsOf(sql)) await query(statement);
      await query(`INSERT INTO migrations (name) VALUES ($1)`, [name]);
      applied.push(name);
    }
    return applied;
  });
}

const statementsOf = (sql: string): string[] =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
