import type { Score } from '../../../shared/messages.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { ownsTogether } from '../../../shared/room/ownership.ts';
import type { Credit, Find, RoomDump, StoredEvent } from '../room-store.ts';
import { storedEvent, type CommandEvent } from '../stored-event.ts';
import { appendCredit, creditsOf, emptyCredits, eventAt, type CreditLog } from './credit-log.ts';
import { appendFind, cityOf, emptyLog, finderOf, findsAfter, type FindLog } from './find-log.ts';
import { emptyIndex, hashPair, indexRow, rowFor, type RowIndex } from './row-index.ts';

/** A room in the process. What belongs to finds is made with the first one: thousands of idle rooms have none. */
export interface Room {
  doc: RoomDoc;
  version: number;
  seq: number;
  /** By seat; overwritten by every find, so never given away. */
  scores: Map<number, Score>;
  /** Newest last, at most twice as many as are promised; a find of the current run as its row in `credits`. */
  events: (StoredEvent | number)[];
  /** Of the current run. */
  finds: FindLog;
  /** Positions in `finds`, by owner (the seat in solo and race, else 0) and city. */
  owners: RowIndex;
  credits: CreditLog;
  /** Number of the last journal entry that changed the room: replaying a journal over a snapshot skips what the snapshot has. */
  lastEntry: number;
}

export const newRoom = (doc: RoomDoc): Room => ({
  doc,
  version: 1,
  seq: 0,
  events: [],
  ...newRun(),
  lastEntry: 0,
});

/** What a new run starts with: no finds, scores and credited guesses. */
function newRun(): Pick<Room, 'scores' | 'finds' | 'owners' | 'credits'> {
  const finds = emptyLog();
  return { scores: new Map(), finds, owners: emptyIndex(), credits: emptyCredits(finds) };
}

const ownerKeyOf = (room: Room, seatIndex: number): number => (ownsTogether(room.doc) ? 0 : seatIndex);

/** The position of the find that has this city, as far as this seat is concerned. */
export function positionOf(room: Room, seatIndex: number, cityId: number): number | undefined {
  const { finds } = room;
  const owner = ownerKeyOf(room, seatIndex);
  return rowFor(
    room.owners,
    hashPair(cityId, owner),
    (position) => cityOf(finds, position) === cityId && ownerKeyOf(room, finderOf(finds, position)) === owner,
  );
}

/** Appends events of a command, with the room's next `seq`s. */
export function appendEvents(room: Room, bodies: readonly CommandEvent[], at: number): StoredEvent[] {
  return bodies.map((body) => {
    room.seq += 1;
    const event = storedEvent(body, room.seq, at);
    pushEvent(room, event);
    return event;
  });
}

function pushEvent(room: Room, event: StoredEvent | number): void {
  room.events.push(event);
  // Cut rarely: shifting a full list at every event would cost more than the guess.
  if (room.events.length >= 2 * LIMITS.streamEvents) room.events = room.events.slice(-LIMITS.streamEvents);
}

/** The newest `count` events. */
export const newestEvents = (room: Room, count: number): StoredEvent[] =>
  count === 0
    ? []
    : room.events
        .slice(-count)
        .map((event) => (typeof event === 'number' ? eventAt(room.credits, event) : event));

/** Replaces the document; a new run starts with nothing of the one before but its events. */
export function replaceDoc(room: Room, doc: RoomDoc): void {
  if (doc.runId !== room.doc.runId) {
    room.events = newestEvents(room, room.events.length);
    Object.assign(room, newRun());
  }
  room.doc = doc;
  room.version += 1;
}

/** Credits a guess: finds, owners, score, event, and the end of the game when the map is full. */
export function applyCredit(room: Room, playerId: string, credit: Credit): void {
  const { seatIndex, seq, at, score, cityIds, said } = credit;
  const first = room.finds.count;
  cityIds.forEach((cityId, i) => {
    const word = said?.[i];
    recordFind(room, { seatIndex, cityId, at, ...(word === undefined ? {} : { said: word }) });
  });
  room.seq = seq;
  setScore(room, seatIndex, score);
  room.credits.playerIds[seatIndex] ??= playerId;
  pushEvent(room, appendCredit(room.credits, credit, first));
  const count = ownsTogether(room.doc) ? room.finds.count : score.cities;
  // The version moves, so that a command decided before the end cannot put the old `endsAt` back.
  if (count >= room.doc.quiz.cities) {
    room.doc = { ...room.doc, endsAt: at };
    room.version += 1;
  }
}

/** In place: a new object for every find would outlive many of the young, and be garbage among the old. */
function setScore(room: Room, seatIndex: number, score: Score): void {
  const own = room.scores.get(seatIndex);
  if (own) Object.assign(own, score);
  else room.scores.set(seatIndex, { ...score });
}

export const scoresOf = (room: Room): [seatIndex: number, score: Score][] =>
  Array.from(room.scores, ([seatIndex, score]) => [seatIndex, { ...score }]);

function recordFind(room: Room, find: Find): void {
  const { finds } = room;
  const position = appendFind(finds, find);
  indexRow(room.owners, position, (other) =>
    hashPair(cityOf(finds, other), ownerKeyOf(room, finderOf(finds, other))),
  );
}

export function dumpRoom(room: Room): RoomDump {
  return {
    doc: room.doc,
    version: room.version,
    seq: room.seq,
    scores: scoresOf(room),
    finds: findsAfter(room.finds, 0, room.finds.count),
    guesses: creditsOf(room.credits),
  };
}

export function roomFromDump(dump: RoomDump): Room {
  const room = newRoom(dump.doc);
  room.version = dump.version;
  room.seq = dump.seq;
  for (const [seatIndex, score] of dump.scores) setScore(room, seatIndex, score);
  for (const find of dump.finds) recordFind(room, find);
  for (const credit of dump.guesses)
    appendCredit(room.credits, credit, positionOf(room, credit.seatIndex, credit.cityIds[0]!)!);
  return room;
}
