import type { Queries } from '../query.ts';

/**
 * Idle solo games, moved out of the room store until somebody joins again. A dump is a JSON value that this store does not
 * look into. To move a room: `put`, then remove it from the room store; to revive it: `get`, restore it there, then `remove`.
 * Whoever dies in between leaves it in both places, never in none.
 */
export interface ParkedStore {
  /** Keeps the newest dump of a room until `expiresAt` (epoch ms). */
  put(roomId: string, dump: unknown, expiresAt: number): Promise<void>;
  get(roomId: string, now: number): Promise<unknown>;
  remove(roomId: string): Promise<void>;
  /** Removes those that have expired, and answers how many. */
  sweep(now: number): Promise<number>;
}

export function createParkedStore({ query }: Queries): ParkedStore {
  return {
    async put(roomId, dump, expiresAt) {
      await query(
        `INSERT INTO parked_rooms (room_id, dump, expires_at) VALUES ($1, $2::json, $3)
         ON CONFLICT (room_id) DO UPDATE SET dump = excluded.dump, expires_at = excluded.expires_at`,
        [roomId, JSON.stringify(dump), expiresAt],
      );
    },
    async get(roomId, now) {
      const [row] = await query<{ dump: unknown }>(
        `SELECT dump FROM parked_rooms WHERE room_id = $1 AND expires_at > $2`,
        [roomId, now],
      );
      return row?.dump ?? null;
    },
    async remove(roomId) {
      await query(`DELETE FROM parked_rooms WHERE room_id = $1`, [roomId]);
    },
    async sweep(now) {
      const gone = await query(`DELETE FROM parked_rooms WHERE expires_at <= $1 RETURNING room_id`, [now]);
      return gone.length;
    },
  };
}
