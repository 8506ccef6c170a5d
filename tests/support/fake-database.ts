import { DatabaseUnavailable, type Database } from '../../db/postgres/database.ts';
import type { Run } from '../../shared/messages.ts';

/** A database in memory, which a test may take away. */
export interface FakeDatabase extends Database {
  away: boolean;
  /** While set, every answer waits for it: a database that is slow, or hangs. */
  held: Promise<void> | null;
  readonly saved: Map<string, Run>;
  /** How often a run was saved, or tried to be. */
  readonly saves: string[];
  readonly dumps: Map<string, unknown>;
}

export function createFakeDatabase(): FakeDatabase {
  const saved = new Map<string, Run>();
  const saves: string[] = [];
  const dumps = new Map<string, unknown>();
  async function ask<T>(work: () => T): Promise<T> {
    if (database.held) await database.held;
    if (database.away) throw new DatabaseUnavailable('away');
    return work();
  }
  const database: FakeDatabase = {
    away: false,
    held: null,
    saved,
    saves,
    dumps,
    runs: {
      save: (run) => {
        saves.push(run.runId);
        return ask(() => {
          if (!saved.has(run.runId)) saved.set(run.runId, run);
        });
      },
      read: (runId) => ask(() => saved.get(runId) ?? null),
      exists: (runId) => ask(() => saved.has(runId)),
    },
    players: { note: () => ask(() => undefined), read: () => ask(() => null) },
    parked: {
      put: (roomId, dump) => ask(() => void dumps.set(roomId, structuredClone(dump))),
      get: (roomId) => ask(() => dumps.get(roomId) ?? null),
      remove: (roomId) => ask(() => void dumps.delete(roomId)),
      sweep: () => ask(() => 0),
    },
    clientErrors: { add: () => ask(() => undefined), newest: () => ask(() => []) },
    state: () => Promise.resolve(database.away ? 'down' : 'up'),
    close: () => Promise.resolve(),
  };
  return database;
}
