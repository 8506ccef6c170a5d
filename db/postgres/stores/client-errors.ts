import type { Queries } from '../query.ts';

/** What a page says when something in it broke. */
interface ClientError {
  message: string;
  stack?: string | undefined;
  /** Path of the page, without its query. */
  path?: string | undefined;
  release?: string | undefined;
  userAgent?: string | undefined;
}

/** Errors of browsers, the newest 10,000; older ones make room. */
export interface ClientErrorStore {
  add(error: ClientError, at: number): Promise<void>;
  newest(limit: number): Promise<(ClientError & { at: number })[]>;
}

const KEPT = 10_000;

export function createClientErrorStore({ query }: Queries): ClientErrorStore {
  return {
    async add({ message, stack, path, release, userAgent }, at) {
      const [row] = await query<{ error_id: string }>(
        `INSERT INTO client_errors (at, message, stack, path, release, user_agent) VALUES ($1, $2, $3, $4, $5, $6)
         RETURNING error_id`,
        [at, message, stack ?? null, path ?? null, release ?? null, userAgent ?? null],
      );
      const id = Number(row?.error_id ?? 0);
      if (id % 100 === 0) await query(`DELETE FROM client_errors WHERE error_id <= $1`, [id - KEPT]);
    },
    async newest(limit) {
      const rows = await query<
        Record<'message' | 'at', string> & Record<'stack' | 'path' | 'release' | 'user_agent', string | null>
      >(
        `SELECT at, message, stack, path, release, user_agent FROM client_errors ORDER BY error_id DESC LIMIT $1`,
        [limit],
      );
      return rows.map((row) => ({
        at: Number(row.at),
        message: row.message,
        stack: row.stack ?? undefined,
        path: row.path ?? undefined,
        release: row.release ?? undefined,
        userAgent: row.user_agent ?? undefined,
      }));
    },
  };
}
