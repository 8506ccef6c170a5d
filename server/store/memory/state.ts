import type { RunHeader } from '../room-store.ts';
import { createDueTimes, type DueTimes } from './due-times.ts';
import type { FindLog } from './find-log.ts';
import type { Room } from './room.ts';

/** Everything that survives a restart. Leases and counters do not: they are about processes and minutes. */
export interface MemoryState {
  rooms: Map<string, Room>;
  createKeys: Map<string, { roomId: string; until: number }>;
  /** Newest last; `until` is null in what an older release wrote, and set when it is first looked at. */
  playerRooms: Map<string, { roomIds: string[]; until: number | null }>;
  due: DueTimes;
  /** Unsaved runs by id, oldest first, each holding its finds. */
  outbox: Map<string, { header: RunHeader; finds: FindLog }>;
  tokens: Map<string, { value: string; until: number }>;
  /** Entries that {@link forgetOutdated} left behind when it was last needed. */
  sizeAfterSweep: number;
}

const LEAST_SIZE = 1024;

export const emptyState = (): MemoryState => ({
  rooms: new Map(),
  createKeys: new Map(),
  playerRooms: new Map(),
  due: createDueTimes(),
  outbox: new Map(),
  tokens: new Map(),
  sizeAfterSweep: LEAST_SIZE,
});

/** Forgets what has had its time, whenever the maps that nothing else empties have doubled. `keptMs`: see {@link MemoryState}. */
export function forgetOutdated(state: MemoryState, now: number, keptMs: number): void {
  const size = (): number => state.createKeys.size + state.playerRooms.size + state.tokens.size;
  if (size() < 2 * state.sizeAfterSweep) return;
  for (const [playerId, player] of state.playerRooms) {
    player.until ??= now + keptMs;
    if (player.until <= now) state.playerRooms.delete(playerId);
  }
  for (const [key, { until }] of state.createKeys) if (until <= now) state.createKeys.delete(key);
  for (const [token, { until }] of state.tokens) if (until <= now) state.tokens.delete(token);
  state.sizeAfterSweep = Math.max(size(), LEAST_SIZE);
}
