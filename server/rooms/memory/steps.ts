import type { RoomDoc } from '../../../shared/room/record.ts';
import type { Credit, RoomDump, RunHeader, StoredEvent } from '../room-store.ts';
import type { CommandEvent } from '../stored-event.ts';
import type { MemoryState } from './state.ts';
import { appendEvents, applyCredit, newRoom, replaceDoc, roomFromDump } from './room.ts';

/** Everything that changes the store, as a value: applied when it happens, and again when the journal is replayed. */
export type Step =
  | ['create', doc: RoomDoc, createKey: string, until: number]
  | ['commit', roomId: string, doc: RoomDoc, events: CommandEvent[], at: number, run: RunHeader | null]
  | ['guess', roomId: string, playerId: string, credit: Credit]
  | ['remove', roomId: string]
  | ['restore', dump: RoomDump]
  | ['saved', runId: string]
  | ['due', roomId: string, at: number | null]
  | ['note', playerId: string, roomId: string]
  | ['drop', playerId: string, roomId: string]
  | ['put', token: string, value: string, until: number]
  | ['take', token: string];

/** At most this many rooms a player are kept. */
const ROOMS_KEPT = 50;

/** Applies a step that was decided on this very state (or on the state that the journal remembers). */
export function applyStep(state: MemoryState, step: Step, number: number): StoredEvent[] {
  switch (step[0]) {
    case 'create': {
      const [, doc, createKey, until] = step;
      state.createKeys.set(createKey, { roomId: doc.roomId, until });
      state.rooms.set(doc.roomId, { ...newRoom(doc), step: number });
      return [];
    }
    case 'commit': {
      const [, roomId, doc, bodies, at, run] = step;
      const room = state.rooms.get(roomId)!;
      room.step = number;
      replaceDoc(room, doc);
      if (run) state.outbox.set(run.runId, { header: run, finds: room.finds });
      return appendEvents(room, bodies, at);
    }
    case 'guess': {
      const [, roomId, playerId, credit] = step;
      const room = state.rooms.get(roomId)!;
      room.step = number;
      applyCredit(room, playerId, credit);
      return [];
    }
    case 'remove':
      state.rooms.delete(step[1]);
      return [];
    case 'restore': {
      const room = roomFromDump(step[1]);
      state.rooms.set(room.doc.roomId, { ...room, version: room.version + 1, step: number });
      return [];
    }
    case 'saved':
    case 'due':
    case 'note':
    case 'drop':
    case 'put':
    case 'take':
      applyBesideRooms(state, step);
      return [];
  }
}

/** The steps that set or forget one value: doing them twice is doing them once. */
function applyBesideRooms(
  state: MemoryState,
  step: Exclude<Step, ['create' | 'commit' | 'guess' | 'remove' | 'restore', ...unknown[]]>,
): void {
  switch (step[0]) {
    case 'saved':
      state.outbox.delete(step[1]);
      return;
    case 'due':
      state.due.set(step[1], step[2]);
      return;
    case 'note': {
      const others = (state.playerRooms.get(step[1]) ?? []).filter((roomId) => roomId !== step[2]);
      state.playerRooms.set(step[1], [...others, step[2]].slice(-ROOMS_KEPT));
      return;
    }
    case 'drop': {
      const left = (state.playerRooms.get(step[1]) ?? []).filter((roomId) => roomId !== step[2]);
      if (left.length > 0) state.playerRooms.set(step[1], left);
      else state.playerRooms.delete(step[1]);
      return;
    }
    case 'put':
      state.tokens.set(step[1], { value: step[2], until: step[3] });
      return;
    case 'take':
      state.tokens.delete(step[1]);
  }
}
