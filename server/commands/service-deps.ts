import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import type { NameFilter } from '../identity/name-filter.ts';
import type { Quizzes } from '../quizzes/quizzes.ts';
import type { NodeRooms } from './node-rooms.ts';
import type { Broadcaster } from '../broadcast/broadcaster.ts';
import type { Quotas } from '../limits/quotas.ts';
import type { RoomCache } from './room-cache.ts';
import type { RoomStore } from '../store/room-store.ts';
import type { CommandExecutor } from './command-executor.ts';
import type { Views } from './views.ts';

/** What the commands of rooms are made of; the composition root puts it together. */
export interface ServiceDeps {
  store: RoomStore;
  quizzes: Quizzes;
  names: NameFilter;
  broadcaster: Broadcaster;
  nodeRooms: NodeRooms;
  cache: RoomCache;
  executor: CommandExecutor;
  views: Views;
  quotas: Quotas;
  durations: Durations;
  limits: Limits;
  /** Milliseconds, never backwards. */
  elapsed: () => number;
  log: Log;
  /** Told, and not waited for, when a connection's membership of a room has ended without the room's doing. */
  onGone: (roomId: string, playerId: string, socket: string) => void;
  /** Told, and not waited for, when somebody takes a seat. */
  onSeated: (playerId: string, name: string) => void;
}
