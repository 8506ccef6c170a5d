import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations, type Migrations } from '../../db/postgres/migrate.ts';

export interface Migration {
  name: string;
  sql: string;
}

export const quiet = { debug: () => undefined, warn: () => undefined };

/** The migrations of this release, with their text. */
export async function ownMigrations(): Promise<Migration[]> {
  const { folder, names } = await readMigrations();
  return names.map((name) => ({ name, sql: readFileSync(join(folder, `${name}.sql`), 'utf8') }));
}

/** The first four migrations, which are those of 0.1. */
export const migrationsOf01 = async (): Promise<Migration[]> => (await ownMigrations()).slice(0, 4);

/** Folders of migrations that a test made up, until {@link MadeMigrations.remove}. */
export interface MadeMigrations {
  /** Only these. */
  of(...migrations: Migration[]): Promise<Migrations>;
  /** These and all of this release. */
  andOfRelease(...migrations: Migration[]): Promise<Migrations>;
  remove(): void;
}

export function makeMigrations(): MadeMigrations {
  const folders: string[] = [];
  const made = async (from: string | null, migrations: Migration[]): Promise<Migrations> => {
    const folder = mkdtempSync(join(tmpdir(), 'cityrace-migrations-'));
    folders.push(folder);
    if (from !== null) cpSync(from, folder, { recursive: true });
    for (const { name, sql } of migrations) writeFileSync(join(folder, `${name}.sql`), sql);
    return readMigrations(folder);
  };
  return {
    of: (...migrations) => made(null, migrations),
    andOfRelease: async (...migrations) => made((await readMigrations()).folder, migrations),
    remove() {
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  };
}
