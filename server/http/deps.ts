import type { Database } from '../../db/postgres/database.ts';
import type { Durations } from '../../shared/durations.ts';
import type { Config } from '../config.ts';
import type { Identities } from '../identity/identity.ts';
import type { Quotas } from '../limits/quotas.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { NameFilter } from '../identity/name-filter.ts';
import type { Quizzes } from '../quizzes/quizzes.ts';
import type { RoomStore } from '../store/room-store.ts';

/** Everything that the HTTP side is built from. */
export interface HttpDeps {
  config: Pick<Config, 'publicUrl' | 'publicOrigin' | 'basePath' | 'trustProxy' | 'adminPassword' | 'limits'>;
  durations: Pick<Durations, 'linkMs'>;
  log: Log;
  metrics: Metrics;
  store: RoomStore;
  database: Database;
  quizzes: Quizzes;
  identities: Identities;
  names: NameFilter;
  quotas: Quotas;
  /** The built client, and the built maps; a folder that is missing is served as empty. */
  clientFolder: string;
  mapsFolder: string;
  /** Whether this node is on its way out. */
  isDraining: () => boolean;
}
