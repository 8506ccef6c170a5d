import pg from 'pg';
import type { QueryResultRow } from 'pg';
import { DURATIONS } from '../../shared/durations.ts';
import { DatabaseUnavailable } from './database.ts';
import type { Queries, Query } from './query.ts';

export interface PoolOptions {
  /** A connection string, or the folder of a Unix socket. */
  connectionString?: string;
  host?: string;
  user?: string;
  database?: string;
  /** Connections at the most. An embedded database is one session: it needs exactly one. */
  max: number;
  /** The longest that an answer takes. */
  answerMs?: number;
  /** Told of each failure, with SQLSTATE or a system's code; never of values. */
  onError: (error: unknown) => void;
}

/** The longest that connecting takes. */
const CONNECT_MS = 3000;

export interface Pool extends Queries {
  /** Runs `work` on one connection, for what needs `pg`'s own client. When it fails, a transaction that it began is undone. */
  withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Begins a transaction that Postgres itself ends when its client is gone without a word: what it had locked (the run that it was
 * saving, the migrations) would be locked for hours. With the statement, so that a pooler between (PgBouncer) may be there.
 */
export const beginTransaction = (answerMs: number, mode = ''): string =>
  `BEGIN ${mode}; SET LOCAL statement_timeout = ${answerMs}; SET LOCAL idle_in_transaction_session_timeout = ${answerMs}`;

/**
 * A pool of `pg` in which every statement is bounded in time, and a failure of the connection (not of the statement) is a
 * {@link DatabaseUnavailable}. Losing the server while idle costs connections, never the process.
 */
export function createPool({
  onError,
  answerMs = DURATIONS.databaseTimeoutMs,
  ...options
}: PoolOptions): Pool {
  const pool = new pg.Pool({
    ...options,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  });
  pool.on('error', onError);
  // A server that stops may say so in the same breath as it lets a client in, before anybody has the client: without a
  // listener of its own that would end the process. Whoever asks next learns of it.
  pool.on('connect', (client) => client.on('error', onError));

  const failed = (error: unknown): never => {
    onError(error);
    throw isOfConnection(error)
      ? new DatabaseUnavailable('the database does not answer', { cause: error })
      : error;
  };
  const asker =
    (target: pg.Pool | pg.PoolClient): Query =>
    async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await target.query<Row>(text, [...values])).rows;

  const withClient: Pool['withClient'] = async (work) => {
    const client = await pool.connect().catch(failed);
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      broken = isOfConnection(error) ? (error as Error) : undefined;
      if (!broken) {
        await client.query('ROLLBACK').catch((cause: unknown) => {
          broken = cause as Error;
        });
      }
      return failed(error);
    } finally {
      client.release(broken);
    }
  };

  const ask = asker(pool);
  return {
    query: (text, values) => ask(text, values).catch(failed) as never,
    withClient,
    transaction: (work) =>
      withClient(async (client) => {
        await client.query(beginTransaction(answerMs));
        const result = await work(asker(client));
        await client.query('COMMIT');
        return result;
      }),
    close: () => pool.end(),
  };
}

/**
 * Whether it was the way to the database that failed, rather than the statement: no SQLSTATE at all, or one of class 08
 * (connection), 53 (resources) or 57 (shutdown), or 25006, which a standby answers: after a fail-over a new connection finds
 * the primary (PostgreSQL manual, appendix A).
 */
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return false;
  const code = (error as { code?: unknown }).code;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|53|57|25006)/.test(code);
}
