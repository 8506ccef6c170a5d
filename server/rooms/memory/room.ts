import type { Score } from '../../../shared/messages.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { ownsTogether } from '../ownership.ts';
import type { Credit, Find, RoomDump, StoredEvent } from '../room-store.ts';
import { storedEvent, type CommandEvent } from '../stored-event.ts';
import { appendFind, emptyLog, findsAfter, type FindLog } from './find-log.ts';

/** A room in the process. What belongs to finds is made with the first one: thousands of idle rooms have none. */
export interface Room {
  doc: RoomDoc;
  version: number;
  seq: number;
  scores: Map<number, Score>;
  /** Newest last, at most twice as many as are promised. */
  events: StoredEvent[];
  /** Of the current run. */
  finds: FindLog;
  /** By owner (the seat in solo and race, else 0) and city: the position in `finds`. */
  owners: Map<number, number>[];
  /** By seat and digest of the `guessId`. */
  credits: Map<number, Credit>[];
  /** Number of the last step that changed the room: replaying a journal over a snapshot skips what the snapshot has. */
  step: number;
}

export const newRoom = (doc: RoomDoc): Room => ({
  doc,
  version: 1,
  seq: 0,
  scores: new Map(),
  events: [],
  finds: emptyLog(),
  owners: [],
  credits: [],
  step: 0,
});

export const ownerKeyOf = (room: Room, seatIndex: number): number => (ownsTogether(room.doc) ? 0 : seatIndex);

/** The position of the find that has this city, as far as this seat is concerned. */
export const positionOf = (room: Room, seatIndex: number, cityId: number): number | undefined =>
  room.owners[ownerKeyOf(room, seatIndex)]?.get(cityId);

/** Appends events of a command, with the room's next `seq`s. */
export function appendEvents(room: Room, bodies: readonly CommandEvent[], at: number): StoredEvent[] {
  return bodies.map((body) => {
    room.seq += 1;
    const event = storedEvent(body, room.seq, at);
    pushEvent(room, event);
    return event;
  });
}

function pushEvent(room: Room, event: StoredEvent): void {
  room.events.push(event);
  // Cut rarely: shifting a full list at every event would cost more than the guess.
  if (room.events.length >= 2 * LIMITS.streamEvents) room.events = room.events.slice(-LIMITS.streamEvents);
}

/** Replaces the document; a new run starts without finds, scores and credited guesses. */
export function replaceDoc(room: Room, doc: RoomDoc): void {
  if (doc.runId !== room.doc.runId) {
    room.scores = new Map();
    room.finds = emptyLog();
    room.owners = [];
    room.credits = [];
  }
  room.doc = doc;
  room.version += 1;
}

/** Credits a guess: finds, owners, score, event, and the end of the game when the map is full. */
export function applyCredit(room: Room, playerId: string, credit: Credit): void {
  const { seatIndex, seq, at, score, cityIds } = credit;
  for (const cityId of cityIds) recordFind(room, { seatIndex, cityId, at });
  room.seq = seq;
  room.scores.set(seatIndex, score);
  (room.credits[seatIndex] ??= new Map()).set(credit.digest, credit);
  pushEvent(room, { seq, at, type: 'found', playerId, cityIds, score });
  const count = ownsTogether(room.doc) ? room.finds.seats.length : score.cities;
  // The version moves, so that a command decided before the end cannot put the old `endsAt` back.
  if (count >= room.doc.quiz.cities) {
    room.doc = { ...room.doc, endsAt: at };
    room.version += 1;
  }
}

function recordFind(room: Room, find: Find): void {
  const owned = (room.owners[ownerKeyOf(room, find.seatIndex)] ??= new Map());
  owned.set(find.cityId, room.finds.seats.length);
  appendFind(room.finds, find);
}

export function dumpRoom(room: Room): RoomDump {
  return {
    doc: room.doc,
    version: room.version,
    seq: room.seq,
    scores: [...room.scores],
    finds: findsAfter(room.finds, 0, room.finds.seats.length),
    guesses: room.credits.flatMap((credits) => [...credits.values()]),
  };
}

export function roomFromDump(dump: RoomDump): Room {
  const room = newRoom(dump.doc);
  room.version = dump.version;
  room.seq = dump.seq;
  room.scores = new Map(dump.scores);
  for (const find of dump.finds) recordFind(room, find);
  for (const credit of dump.guesses)
    (room.credits[credit.seatIndex] ??= new Map()).set(credit.digest, credit);
  return room;
}
