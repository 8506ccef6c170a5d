import type { NotedPlayer } from '../../db/postgres/stores/players.ts';
import type { Metrics } from '../metrics.ts';

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
  metrics: Pick<Metrics, 'worked' | 'waiting'>;
}

/** Rows of one statement. */
const CHUNK = 1000;
/** Players that may wait while the database is slow; the oldest make room. */
const MOST_WAITING = 20_000;
const NAME = 'player_writes';

/**
 * Gathers for a moment, each player once: when ten thousand come back at a time, a statement for each would keep the embedded Postgres
 * busy for ten seconds. Who played when is nice to know and no more: what cannot be written is dropped, and a killed
 * node loses a moment's players.
 */
export function createPlayerWriteBuffer(deps: PlayerWriteBufferDeps): PlayerWriteBuffer {
  const { write, intervalMs, metrics } = deps;
  let gathered = new Map<string, NotedPlayer>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let stopped = false;
  metrics.waiting(NAME, () => gathered.size);

  async function flush(): Promise<void> {
    const players = [...gathered.values()];
    gathered = new Map();
    for (let from = 0; from < players.length; from += CHUNK) {
      const began = performance.now();
      const failed = await write(players.slice(from, from + CHUNK)).then(
        () => false,
        () => true,
      );
      metrics.worked(NAME, performance.now() - began, failed);
    }
  }

  function schedule(): void {
    // One statement after the other, however slow: what comes meanwhile gathers.
    if (stopped || timer || writing || gathered.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      writing = flush().finally(() => {
        writing = undefined;
        schedule();
      });
    }, intervalMs);
  }

  return {
    add(player) {
      if (gathered.size >= MOST_WAITING && !gathered.has(player.playerId))
        gathered.delete(gathered.keys().next().value!);
      gathered.set(player.playerId, player);
      schedule();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await writing;
      await flush();
    },
  };
}
