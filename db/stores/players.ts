import type { Queries } from '../query.ts';

interface PlayerRecord {
  playerId: string;
  name: string;
  /** Epoch ms. */
  firstSeenAt: number;
  lastSeenAt: number;
}

/** Those who took a seat at least once, under the name they last took it with. */
export interface PlayerStore {
  note(player: { playerId: string; name: string; seenAt: number }): Promise<void>;
  read(playerId: string): Promise<PlayerRecord | null>;
}

export function createPlayerStore({ query }: Queries): PlayerStore {
  return {
    async note({ playerId, name, seenAt }) {
      await query(
        `INSERT INTO players (player_id, name, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (player_id) DO UPDATE SET
           name = CASE WHEN excluded.last_seen_at >= players.last_seen_at THEN excluded.name ELSE players.name END,
           last_seen_at = greatest(players.last_seen_at, excluded.last_seen_at)`,
        [playerId, name, seenAt],
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
