import type { EventBody, Phase, Results, Role, Score } from '../messages.ts';
import type { Settings } from '../settings.ts';

/** Where a seat's player is connected: the node's id and the socket's id on it. */
export interface Connection {
  node: string;
  socket: string;
}

export interface Seat {
  /** Position in the room, given to nobody else while a game lasts; finds are recorded under it. */
  index: number;
  playerId: string;
  name: string;
  /** 0…23; free again when the seat is. */
  colour: number;
  role: Role;
  team?: number;
  ready: boolean;
  /** Said `done` in this game. */
  done: boolean;
  /** Left (or was kicked) in play or after it: the finds and the standing stay, the seat may be resumed unless banned. */
  left: boolean;
  joinedAt: number;
  connection: Connection | null;
  /** Since when without a connection; null while connected. */
  awaySince: number | null;
  /** What the room was told; it lags behind `awaySince`, so that a reload is not news. */
  online: boolean;
}

/**
 * The part of a room that changes by commands: one document, replaced as a whole under a version. What changes by every
 * find (scores, ownership, `seq`) lives beside it in the store.
 */
export interface RoomDoc {
  roomId: string;
  createdAt: number;
  settings: Settings;
  /** Of the quiz at its population floor, so that nobody needs the gazetteer to know when a map is full. */
  quiz: { title: string; cities: number; population: number; dataVersion: string };
  /** Stored; `countdown` follows from `startsAt` and the store's time, and so does an end that nobody has settled yet. */
  stage: 'lobby' | 'game' | 'ended';
  startsAt: number | null;
  endsAt: number | null;
  endedAt: number | null;
  /** Id of the game's run: 96 random bits or more; a new one for every game. */
  runId: string;
  hostId: string;
  /** Whom the host's place goes back to, until `hostReturnsUntil`. */
  absentHost: { playerId: string; until: number } | null;
  seats: Seat[];
  nextIndex: number;
  /** At most LIMITS.bannedPerRoom, newest last; the oldest make room. */
  banned: string[];
  /** Who held a seat and gave it up, newest last, at most LIMITS.departedPerRoom; absent in records of before. */
  departed?: string[];
  results: Results | null;
  /** Since when nobody is connected; null while somebody is. */
  emptySince: number | null;
}

/** A room as a store reads it. */
export interface RoomRecord {
  doc: RoomDoc;
  /** Counts the changes of `doc`: a change names the version it was made from. */
  version: number;
  seq: number;
  /** By seat index. */
  scores: ReadonlyMap<number, Score>;
  /** Finds of the game: of everybody, credits counted one by one. */
  foundCount: number;
  /** The store's time of the reading, epoch ms. */
  now: number;
}

/** What a rule makes of a record: the next document and the events it causes, or nothing new. */
export interface Change {
  doc: RoomDoc;
  events: EventBody[];
}

export function phaseOf(doc: RoomDoc, now: number): Phase {
  if (doc.stage === 'lobby') return 'lobby';
  if (doc.stage === 'ended' || (doc.endsAt !== null && now >= doc.endsAt)) return 'ended';
  return doc.startsAt !== null && now < doc.startsAt ? 'countdown' : 'playing';
}

export const seatOf = (doc: RoomDoc, playerId: string): Seat | undefined =>
  doc.seats.find((seat) => seat.playerId === playerId);

export const playersOf = (doc: RoomDoc): Seat[] => doc.seats.filter((seat) => seat.role === 'player');

/** The document with one seat changed. */
export function withSeat(doc: RoomDoc, playerId: string, change: Partial<Seat>): RoomDoc {
  return {
    ...doc,
    seats: doc.seats.map((seat) => (seat.playerId === playerId ? { ...seat, ...change } : seat)),
  };
}
