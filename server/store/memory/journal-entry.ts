import { LIMITS } from '../../../shared/limits.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';
import type { Credit, RoomDump, RunHeader, StoredEvent } from '../room-store.ts';
import type { CommandEvent } from '../stored-event.ts';
import type { MemoryState } from './state.ts';
import { appendEvents, applyCredit, newRoom, replaceDoc, roomFromDump } from './room.ts';

/** Everything that changes the store, as a value: applied when it happens, and again when the journal is replayed. */
export type JournalEntry =
  | ['create', doc: RoomDoc, createKey: string, until: number]
  | ['commit', roomId: string, doc: RoomDoc, events: CommandEvent[], at: number, run: RunHeader | null]
  | ['tell', roomId: string, events: CommandEvent[], at: number]
  | ['guess', roomId: string, playerId: string, credit: Credit]
  | ['remove', roomId: string]
  | ['restore', dump: RoomDump]
  | ['saved', runId: string]
  | ['due', roomId: string, at: number | null]
  | ['note', playerId: string, roomId: string, until?: number]
  | ['drop', playerId: string, roomId: string]
  | ['put', token: string, value: string, until: number]
  | ['take', token: string];

const KINDS: ReadonlySet<unknown> = new Set<JournalEntry[0]>([
  'create',
  'commit',
  'tell',
  'guess',
  'remove',
  'restore',
  'saved',
  'due',
  'note',
  'drop',
  'put',
  'take',
]);

/** Whether a line of the journal is an entry of a kind that this release knows. */
export const isJournalEntry = (value: unknown): value is JournalEntry =>
  Array.isArray(value) && KINDS.has(value[0]);

/** Applies an entry that was decided on this very state (or on the state that the journal remembers). */
export function applyJournalEntry(state: MemoryState, entry: JournalEntry, number: number): StoredEvent[] {
  switch (entry[0]) {
    case 'create': {
      const [, doc, createKey, until] = entry;
      state.createKeys.set(createKey, { roomId: doc.roomId, until });
      state.rooms.set(doc.roomId, { ...newRoom(doc), lastEntry: number });
      return [];
    }
    case 'commit': {
      const [, roomId, doc, bodies, at, run] = entry;
      const room = state.rooms.get(roomId)!;
      room.lastEntry = number;
      replaceDoc(room, doc);
      if (run) state.outbox.set(run.runId, { header: run, finds: room.finds });
      return appendEvents(room, bodies, at);
    }
    case 'tell': {
      const [, roomId, bodies, at] = entry;
      const room = state.rooms.get(roomId)!;
      room.lastEntry = number;
      return appendEvents(room, bodies, at);
    }
    case 'guess': {
      const [, roomId, playerId, credit] = entry;
      const room = state.rooms.get(roomId)!;
      room.lastEntry = number;
      applyCredit(room, playerId, credit);
      return [];
    }
    case 'remove':
      state.rooms.delete(entry[1]);
      return [];
    case 'restore': {
      const room = roomFromDump(entry[1]);
      state.rooms.set(room.doc.roomId, { ...room, version: room.version + 1, lastEntry: number });
      return [];
    }
    case 'saved':
    case 'due':
    case 'note':
    case 'drop':
    case 'put':
    case 'take':
      applyBesideRooms(state, entry);
      return [];
  }
}

/** The entries that set or forget one value: doing them twice is doing them once. */
function applyBesideRooms(
  state: MemoryState,
  entry: Exclude<JournalEntry, ['create' | 'commit' | 'tell' | 'guess' | 'remove' | 'restore', ...unknown[]]>,
): void {
  switch (entry[0]) {
    case 'saved':
      state.outbox.delete(entry[1]);
      return;
    case 'due':
      state.due.set(entry[1], entry[2]);
      return;
    case 'note': {
      const [, playerId, noted, until = null] = entry;
      const others = (state.playerRooms.get(playerId)?.roomIds ?? []).filter((roomId) => roomId !== noted);
      const roomIds = [...others, noted].slice(-LIMITS.roomsPerPlayer);
      state.playerRooms.set(playerId, { roomIds, until });
      return;
    }
    case 'drop': {
      const [, playerId, dropped] = entry;
      const player = state.playerRooms.get(playerId);
      const roomIds = (player?.roomIds ?? []).filter((roomId) => roomId !== dropped);
      if (roomIds.length > 0) state.playerRooms.set(playerId, { roomIds, until: player?.until ?? null });
      else state.playerRooms.delete(playerId);
      return;
    }
    case 'put':
      state.tokens.set(entry[1], { value: entry[2], until: entry[3] });
      return;
    case 'take':
      state.tokens.delete(entry[1]);
  }
}
