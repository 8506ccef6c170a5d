import type { NotedPlayer } from '../../db/postgres/stores/players.ts';

/** Who took a seat, on the way to the database. */
export interface PlayerWriteBuffer {
  add(player: NotedPlayer): void;
  /** Writes what is gathered, and ends. */
  stop(): Promise<void>;
}

export interface PlayerWriteBufferDeps {
  /** Rejects when the database is away. */
  write: (players: readonly NotedPlayer[]) => Promise<void>;
  intervalMs: number;
}

/** Rows of one statement. */
const CHUNK = 1000;

/**
 * Gathers for a moment, each player once: when ten thousand come back at a time, a statement for each would keep the embedded Postgres
 * busy for ten seconds. Who played when is nice to know and no more: what cannot be written is dropped, and a killed
 * node loses a moment's notes.
 */
export function createPlayerWriteBuffer({ write, intervalMs }: PlayerWriteBufferDeps): PlayerWriteBuffer {
  let gathered = new Map<string, NotedPlayer>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const players = [...gathered.values()];
    gathered = new Map();
    for (let from = 0; from < players.length; from += CHUNK) {
      await write(players.slice(from, from + CHUNK)).catch(() => undefined);
    }
  }

  return {
    add(player) {
      gathered.set(player.playerId, player);
      timer ??= setTimeout(() => {
        timer = undefined;
        // One after the other, however slow: `stop` waits for all.
        writing = writing.then(flush);
      }, intervalMs);
    },
    stop() {
      clearTimeout(timer);
      return writing.then(flush);
    },
  };
}
