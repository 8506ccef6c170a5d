import type { Find, RoomDump, RunHeader, StoredEvent } from '../room-store.ts';
import { appendFind, emptyLog, findsAfter } from './find-log.ts';
import { dumpRoom, newestEvents, roomFromDump, type Room } from './room.ts';
import type { MemoryState } from './state.ts';

/** One line of a snapshot. */
export type SnapshotEntry =
  | ['room', lastEntry: number, dump: RoomDump, events: StoredEvent[]]
  | ['player', playerId: string, roomIds: string[], until?: number | null]
  | ['key', createKey: string, roomId: string, until: number]
  | ['due', roomId: string, at: number]
  | ['token', token: string, value: string, until: number]
  | ['run', header: RunHeader, finds: Find[]]
  | ['end', lastEntry: number];

/**
 * The state as entries, while it goes on changing: each entry tells its moment, and the journal that was begun before the first
 * entry brings all of them up to date. Rooms come first and runs last, so that a run whose settling a room's entry
 * includes is never missed.
 */
export function* snapshotEntries(
  state: MemoryState,
  entryNow: () => number,
): Generator<SnapshotEntry, undefined> {
  for (const room of state.rooms.values())
    yield ['room', room.lastEntry, dumpRoom(room), newestEvents(room, room.events.length)];
  for (const [playerId, { roomIds, until }] of state.playerRooms) yield ['player', playerId, roomIds, until];
  for (const [createKey, { roomId, until }] of state.createKeys) yield ['key', createKey, roomId, until];
  for (const [roomId, at] of state.due.entries()) yield ['due', roomId, at];
  for (const [token, { value, until }] of state.tokens) yield ['token', token, value, until];
  for (const { header, finds } of state.outbox.values())
    yield ['run', header, findsAfter(finds, 0, finds.count)];
  yield ['end', entryNow()];
}

/** Puts an entry into the state; answers the number of the journal entry that the snapshot ends with, for its last one. */
export function applySnapshotEntry(state: MemoryState, entry: SnapshotEntry): number | undefined {
  switch (entry[0]) {
    case 'room': {
      const [, lastEntry, dump, events] = entry;
      const room: Room = { ...roomFromDump(dump), events, lastEntry };
      state.rooms.set(dump.doc.roomId, room);
      return undefined;
    }
    case 'player':
      state.playerRooms.set(entry[1], { roomIds: entry[2], until: entry[3] ?? null });
      return undefined;
    case 'key':
      state.createKeys.set(entry[1], { roomId: entry[2], until: entry[3] });
      return undefined;
    case 'due':
      state.due.set(entry[1], entry[2]);
      return undefined;
    case 'token':
      state.tokens.set(entry[1], { value: entry[2], until: entry[3] });
      return undefined;
    case 'run':
      restoreRun(state, entry[1], entry[2]);
      return undefined;
    case 'end':
      return entry[1];
  }
}

function restoreRun(state: MemoryState, header: RunHeader, finds: Find[]): void {
  const room = state.rooms.get(header.roomId);
  // A room that still shows the run shares its finds with the outbox, as it did before.
  const log = room?.doc.runId === header.runId ? room.finds : emptyLog();
  if (log !== room?.finds) for (const find of finds) appendFind(log, find);
  state.outbox.set(header.runId, { header, finds: log });
}
