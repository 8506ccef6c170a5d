import { join } from 'node:path';
import { DatabaseUnavailable, type Database, type DatabaseState } from './database.ts';
import { startEmbedded, type EmbeddedPostgres } from './embedded/process.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createPool } from './pool.ts';
import type { Queries } from './query.ts';
import { createClientErrorStore } from './stores/client-errors.ts';
import { createParkedStore } from './stores/parked.ts';
import { createPlayerStore } from './stores/players.ts';
import { createRunStore } from './stores/runs.ts';

/** What a database tells about itself. */
interface DatabaseLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface DatabaseOptions {
  /** A connection string; null: the embedded one, in `<dataDir>/postgres`. */
  url: string | null;
  dataDir: string;
  log: DatabaseLog;
  /** Counts failures, for metrics. */
  onError?: () => void;
}

/** The longest that a statement waits for a database that is starting. */
const READY_MS = 5000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
const PING_MS = 2000;
/** The longest that closing waits for statements under way; whatever is repeated loses nothing. */
const CLOSE_MS = 1000;
const COMPLAIN_MS = 10_000;
/** Connections to a real Postgres: it takes finished games only. */
const CONNECTIONS = 4;

/** Opens the database without waiting for it: it is connected and brought up to date behind the first statements. */
export async function openDatabase(
  options: DatabaseOptions,
): Promise<Database & { embeddedPid(): number | undefined }> {
  const { url, log } = options;
  const migrations = await readMigrations();
  const gate = createGate();
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const onGone = (reason: string): void => {
    gate.shut();
    log.warn({ reason }, 'embedded postgres gone');
  };
  let embedded: EmbeddedPostgres | undefined;
  if (url === null) {
    const folder = join(options.dataDir, 'postgres');
    embedded = startEmbedded({ folder, onListening: () => void prepare(), onGone });
  }
  const pool = createPool({
    ...(embedded
      ? { host: embedded.host, user: 'postgres', database: 'postgres', max: 1 }
      : { connectionString: url!, max: CONNECTIONS }),
    onError: (error) => {
      options.onError?.();
      complain(describe(error));
    },
  });

  /** An absence is one line now and then, not one for each statement that meets it. */
  const complained = new Map<string, number>();
  function complain(error: { code?: string; message: string }): void {
    const kind = error.code ?? error.message;
    if (performance.now() - (complained.get(kind) ?? -Infinity) < COMPLAIN_MS) return;
    complained.set(kind, performance.now());
    log.warn({ err: error }, 'postgres error');
  }

  /** Migrates, again and again until it is done. */
  async function prepare(retryMs = FIRST_RETRY_MS): Promise<void> {
    clearTimeout(retry);
    if (closed) return;
    try {
      const applied = await migrate(pool, migrations, log);
      gate.open();
      log.info({ applied, embedded: url === null }, 'postgres ready');
    } catch {
      // Told by the pool already.
      retry = setTimeout(() => void prepare(Math.min(2 * retryMs, LONGEST_RETRY_MS)), retryMs);
    }
  }
  if (!embedded) void prepare();

  const queries: Queries = {
    query: async (text, values) => {
      await gate.passed(READY_MS);
      return pool.query(text, values);
    },
    transaction: async (work) => {
      await gate.passed(READY_MS);
      return pool.transaction(work);
    },
  };
  return {
    runs: createRunStore(queries),
    players: createPlayerStore(queries),
    parked: createParkedStore(queries),
    clientErrors: createClientErrorStore(queries),
    state: async (): Promise<DatabaseState> => {
      if (!gate.isOpen()) return 'down';
      try {
        await within(PING_MS, pool.query('SELECT 1'));
        return embedded ? 'embedded' : 'up';
      } catch {
        return 'down';
      }
    },
    embeddedPid: () => embedded?.pid,
    async close() {
      closed = true;
      clearTimeout(retry);
      gate.close();
      // Whoever stops is to know that the database did not let go.
      await within(CLOSE_MS, pool.close()).finally(() => embedded?.stop());
    },
  };
}

/** Open while the database is ready; whoever comes earlier waits, until it is closed for good. */
function createGate() {
  let isOpen = false;
  let isClosed = false;
  const waiting = new Set<{ pass: () => void; refuse: () => void }>();
  return {
    isOpen: () => isOpen,
    open() {
      isOpen = true;
      for (const { pass } of waiting) pass();
      waiting.clear();
    },
    shut() {
      isOpen = false;
    },
    close() {
      isOpen = false;
      isClosed = true;
      for (const { refuse } of waiting) refuse();
      waiting.clear();
    },
    passed(patienceMs: number): Promise<void> {
      if (isOpen) return Promise.resolve();
      if (isClosed) return Promise.reject(new DatabaseUnavailable('the database is closed'));
      return new Promise((resolve, reject) => {
        const waiter = {
          pass() {
            clearTimeout(late);
            resolve();
          },
          refuse() {
            clearTimeout(late);
            reject(new DatabaseUnavailable('the database is not ready'));
          },
        };
        const late = setTimeout(() => {
          waiting.delete(waiter);
          waiter.refuse();
        }, patienceMs);
        waiting.add(waiter);
      });
    },
  };
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new DatabaseUnavailable('the database does not answer'));
    }, milliseconds);
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
    });
  });
}

/** What the messages of this class of SQLSTATE, data exception, are about: `value "…" is out of range`. */
const QUOTES_VALUES = /^22[0-9A-Z]{3}$/;

/** An error without the connection string or the values that its own text may hold. */
function describe(error: unknown): { code?: string; message: string } {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && QUOTES_VALUES.test(code)) return { code, message: 'a value is refused' };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    message: typeof message === 'string' ? message.slice(0, 200) : 'unknown',
  };
}
