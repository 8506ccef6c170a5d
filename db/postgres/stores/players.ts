import type { Queries } from '../query.ts';

interface PlayerRecord {
  playerId: string;
  name: string;
  /** Epoch ms. */
  firstSeenAt: number;
  lastSeenAt: number;
}

/** Somebody who took a seat at `seenAt` (epoch ms). */
export interface NotedPlayer {
  playerId: string;
  name: string;
  seenAt: number;
}

/** Those who took a seat at least once, under the name they last took it with. */
export interface PlayerStore {
  /** Notes all in one statement; each player may be among them once. */
  note(players: readonly NotedPlayer[]): Promise<void>;
  read(playerId: string): Promise<PlayerRecord | null>;
}

export function createPlayerStore({ query }: Queries): PlayerStore {
  return {
    async note(players) {
      // In order, so that two nodes that note the same players never wait for each other.
      await query(
        `INSERT INTO players (player_id, name, first_seen_at, last_seen_at)
         SELECT id, name, seen_at, seen_at FROM unnest($1::text[], $2::text[], $3::bigint[]) AS noted (id, name, seen_at)
         ORDER BY id
         ON CONFLICT (player_id) DO UPDATE SET
           name = CASE WHEN excluded.last_seen_at >= players.last_seen_at THEN excluded.name ELSE players.name END,
           last_seen_at = greatest(players.last_seen_at, excluded.last_seen_at)`,
        [
          players.map(({ playerId }) => playerId),
          players.map(({ name }) => name),
          players.map(({ seenAt }) => seenAt),
        ],
      );
    },
    async read(playerId) {
      const [row] = await query<{ name: string; first_seen_at: string; last_seen_at: string }>(
        `SELECT name, first_seen_at, last_seen_at FROM players WHERE player_id = $1`,
        [playerId],
      );
      if (!row) return null;
      const { name, first_seen_at, last_seen_at } = row;
      return { playerId, name, firstSeenAt: Number(first_seen_at), lastSeenAt: Number(last_seen_at) };
    },
  };
}
