import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import type { NameFilter } from '../names/name-filter.ts';
import type { Quizzes } from '../quizzes/quizzes.ts';
import type { Presence } from './presence.ts';
import type { Publisher } from './publisher.ts';
import type { Quotas } from './quotas.ts';
import type { RoomCache } from './room-cache.ts';
import type { RoomStore } from './room-store.ts';
import type { Steps } from './steps.ts';
import type { Views } from './views.ts';

/** What the commands of rooms are made of; the composition root puts it together. */
export interface ServiceDeps {
  store: RoomStore;
  quizzes: Quizzes;
  names: NameFilter;
  publisher: Publisher;
  presence: Presence;
  cache: RoomCache;
  steps: Steps;
  views: Views;
  quotas: Quotas;
  durations: Durations;
  limits: Limits;
  log: Log;
  /** Told, and not waited for, when somebody takes a seat. */
  onSeated: (playerId: string, name: string) => void;
}
