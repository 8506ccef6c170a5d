import type { ClientErrorStore } from './stores/client-errors.ts';
import type { ParkedStore } from './stores/parked.ts';
import type { PlayerStore } from './stores/players.ts';
import type { RunStore } from './stores/runs.ts';

/** The database is away, still starting, or too slow. What was asked was done or not: ask again, everything may be repeated. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

export type DatabaseState = 'up' | 'down' | 'embedded';

/** What outlives a room. Every method rejects with {@link DatabaseUnavailable} within some seconds when it cannot be done. */
export interface Database {
  readonly runs: RunStore;
  readonly players: PlayerStore;
  readonly parked: ParkedStore;
  readonly clientErrors: ClientErrorStore;
  /** Asks the database; `embedded` is an embedded one that answers. Never rejects. */
  state(): Promise<DatabaseState>;
  /** Ends what is under way, and an embedded database with it; rejects when the database did not let go in time. */
  close(): Promise<void>;
}
