import type { RunHeader } from '../room-store.ts';
import { createDueTimes, type DueTimes } from './due-times.ts';
import type { FindLog } from './find-log.ts';
import type { Room } from './room.ts';

/** Everything that survives a restart. Leases and counters do not: they are about processes and minutes. */
export interface MemoryState {
  rooms: Map<string, Room>;
  createKeys: Map<string, { roomId: string; until: number }>;
  /** Newest last. */
  playerRooms: Map<string, string[]>;
  due: DueTimes;
  /** Unsaved runs by id, oldest first, each holding its finds. */
  outbox: Map<string, { header: RunHeader; finds: FindLog }>;
  tokens: Map<string, { value: string; until: number }>;
}

export const emptyState = (): MemoryState => ({
  rooms: new Map(),
  createKeys: new Map(),
  playerRooms: new Map(),
  due: createDueTimes(),
  outbox: new Map(),
  tokens: new Map(),
});

/** Forgets what has had its time. */
export function forgetOutdated(state: MemoryState, now: number): void {
  for (const [key, { until }] of state.createKeys) if (until <= now) state.createKeys.delete(key);
  for (const [token, { until }] of state.tokens) if (until <= now) state.tokens.delete(token);
}
