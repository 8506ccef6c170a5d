import type { EventBody, Role, Score } from '../../shared/messages.ts';
import type { Settings } from '../../shared/settings.ts';
import type { PlainLog } from '../log.ts';
import type { RoomDoc, RoomRecord } from '../../shared/room/record.ts';
import type { Said, Standing } from '../../shared/messages.ts';

export type StoreLog = PlainLog;

/**
 * Room state: one interface, two implementations (in the process with a journal; Redis), one contract suite.
 * Every method may throw {@link StoreUnavailable}; then the step was done wholly or not at all, and nobody knows which.
 */
export interface RoomStore {
  readonly kind: 'memory' | 'redis';
  /** The store's clock, epoch ms, from the node's own clock and the tracked offset. Never waits. */
  now(): number;
  /** How long the store has owed answers to guesses and given none, ms; 0 when it owes none. Never waits. */
  silenceMs(): number;
  readonly rooms: Rooms;
  readonly due: DueSet;
  readonly outbox: Outbox;
  readonly nodes: Nodes;
  readonly counters: Counters;
  readonly tokens: Tokens;
  /** Resolves when the store answers; rejects with {@link StoreUnavailable}. For `readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export interface Rooms {
  /** Creates a room with `seq` 0. The same `createKey` within a day answers the room that it made before. */
  create(doc: RoomDoc, createKey: string): Promise<{ roomId: string; created: boolean } | { taken: true }>;
  read(roomId: string): Promise<RoomRecord | null>;
  /**
   * Replaces the document if it still has the version it was read with. After {@link StoreUnavailable}, `onLate` gets the
   * answer that came too late, if it comes: what it tells has happened, and is still to be published.
   */
  commit(roomId: string, step: CommitRequest, onLate?: (result: CommitResult) => void): Promise<CommitResult>;
  /**
   * Appends events that change nothing of the document (an emote), and answers them with the other nodes that members of the room are
   * connected to; null when there is no such room.
   */
  tell(
    roomId: string,
    events: readonly EventBody[],
    at: number,
  ): Promise<{ events: StoredEvent[]; elsewhere: readonly string[] } | null>;
  /** The one hot path. `onLate` as for {@link commit}. */
  guess(step: GuessRequest, onLate?: (result: GuessResult) => void): Promise<GuessResult>;
  /** Events with `since < seq`, oldest first; null when the stream no longer reaches back, or holds more than `limit`. */
  events(
    roomId: string,
    since: number,
    limit: number,
  ): Promise<{ events: StoredEvent[]; seq: number } | null>;
  /**
   * The newest of a run's first finds, newest first; null when the run has gone from the room. With a record's `runId` and
   * `foundCount` the answer belongs to that record, however much is found between the two: what was found never changes.
   */
  finds(roomId: string, request: FindsRequest): Promise<Find[] | null>;
  /** All finds, oldest first, from position `after` on; for paging and saving. */
  findsFrom(roomId: string, runId: string, after: number, limit: number): Promise<Find[]>;
  /** Who has this city: the seat, or null. `seat` asks for that one's own find in solo and race. */
  ownerOf(roomId: string, cityId: number, seat: number): Promise<{ seatIndex: number; at: number } | null>;
  seq(roomId: string): Promise<number | null>;
  /**
   * Forgets a room, but not its unsaved runs. With `unchanged`, only while it has that version and `seq` (a dumped room that
   * somebody played on meanwhile stays). True when the room is gone.
   */
  remove(roomId: string, unchanged?: { version: number; seq: number }): Promise<boolean>;
  /** The rooms in which this player took a seat, newest last, for `welcome`; it may name rooms that are gone. */
  roomsOf(playerId: string): Promise<string[]>;
  /** Keeps {@link roomsOf}: called before a seat is taken and after it is given up. At most 50 a player are kept. */
  noteSeat(playerId: string, roomId: string): Promise<void>;
  dropSeat(playerId: string, roomId: string): Promise<void>;
  /** Everything of a room as one value, to park a solo game; null when there is none. */
  dump(roomId: string): Promise<RoomDump | null>;
  /** Puts a dumped room back; false when the room is there already. */
  restore(dump: RoomDump): Promise<boolean>;
}

export interface CommitRequest {
  doc: RoomDoc;
  version: number;
  events: EventBody[];
  /** The time of the events, from the record that the step was made from. */
  at: number;
  /** Set when the results are frozen: no find may have come in between, and the run goes to the outbox in this same step. */
  settles?: { seq: number; run: RunHeader };
}

export type CommitResult = { events: StoredEvent[]; version: number } | { conflict: true };

/** A finished game without its timeline, which the store holds as finds. */
export interface RunHeader {
  runId: string;
  roomId: string;
  settings: Settings;
  dataVersion: string;
  startedAt: number;
  finishedAt: number;
  players: (Standing & { seatIndex: number; role: Role })[];
}

export interface FindsRequest {
  runId: string;
  /** Position of the first find that does not count. */
  before: number;
  seats: 'all' | readonly number[];
  limit: number;
}

export interface Find {
  seatIndex: number;
  cityId: number;
  at: number;
  /** How its name was said; undefined for finds of earlier releases. */
  said?: Said;
}

/** An event as the store keeps it: finds by id, never by name. */
export type StoredEvent = { seq: number; at: number } & (
  Exclude<EventBody, { type: 'found' }> | { type: 'found'; playerId: string; cityIds: number[]; score: Score }
);

export interface GuessRequest {
  roomId: string;
  playerId: string;
  guessId: string;
  /** The run that the guess was made for, if the client says so: another one's is in the wrong phase. */
  runId?: string | undefined;
  /** The player's seat as the node knows it; a wrong one costs the store a look. */
  likelySeat: number;
  /** GeoNames ids in the judge's order, with what each adds to the score's population. */
  candidates: readonly number[];
  populations: readonly number[];
  /** How many of them, from the first on, the text can credit; the others are only counted. */
  reach: number;
  take: 'first' | 'all';
  /** The text says where the city is. */
  qualified: boolean;
}

export type GuessResult =
  | { refused: 'no_such_room' | 'not_seated' | 'wrong_phase' }
  | {
      outcome: 'found';
      cityIds: number[];
      score: Score;
      /** Of the find's event. */
      seq: number;
      at: number;
      /** Candidates within reach that stay free, and all that do. */
      again: number;
      more: number;
      /** Stored under this `guessId` before: nothing changed. */
      repeated: boolean;
      /** This find filled the map and ended the game. */
      full: boolean;
      /** The other nodes that members of the room are connected to. */
      elsewhere: readonly string[];
    }
  | { outcome: 'already'; cityIds: number[]; more: number }
  | { outcome: 'taken'; owners: { cityId: number; playerId: string; byMs: number }[]; more: number };

/** Rooms and the times at which somebody must look at them. */
export interface DueSet {
  /** Brings a room's time forward to `at`; never pushes it back. Called before the step that needs it. */
  schedule(roomId: string, at: number): Promise<void>;
  /** Rooms due by the store's time, each leased to the caller for `leaseMs`. */
  claim(limit: number, leaseMs: number): Promise<{ roomId: string; lease: number }[]>;
  /** Ends a lease: the next time, or null for never; ignored when somebody scheduled the room in between. */
  release(roomId: string, lease: number, next: number | null): Promise<void>;
}

/** Finished games on their way to Postgres: kept without expiry until saved. */
export interface Outbox {
  /** The unsaved run of a room, if any (there may be an older one under a rematch: oldest first). */
  pending(roomId: string): Promise<RunHeader[]>;
  /** A run by id while it waits here. */
  read(runId: string): Promise<RunHeader | null>;
  /** Forgets a run that has been saved; its finds go with it unless the room still shows them. */
  saved(roomId: string, runId: string): Promise<void>;
  size(): Promise<number>;
}

/** Leases of nodes, and which rooms each has members of. */
export interface Nodes {
  renew(nodeId: string, expiresMs: number): Promise<void>;
  enter(nodeId: string, roomId: string): Promise<void>;
  exit(nodeId: string, roomId: string): Promise<void>;
  /** Gives a lease back: with no `roomIds` the node is forgotten; else these are all its rooms, and it has expired from now on. */
  release(nodeId: string, roomIds: readonly string[]): Promise<void>;
  /**
   * Nodes that let their lease expire, each with at most `limit` of the rooms that it entered, any of them. None while no lease is
   * alive, nor for the length of a lease after the first was renewed then: the store itself was away.
   */
  expired(limit: number): Promise<{ nodeId: string; roomIds: string[] }[]>;
  /** Forgets rooms of an expired node, and the node with its last room; nothing if it has come back to life. */
  forgetRooms(nodeId: string, roomIds: readonly string[]): Promise<void>;
  /** Those of the nodes that hold no lease; null at the times when {@link expired} names none. */
  lost(nodeIds: readonly string[]): Promise<string[] | null>;
}

/** Counters for limits of identities and addresses. */
export interface Counters {
  /** Adds `by` to a window's count and answers the count and when it ends. */
  add(key: string, by: number, windowMs: number): Promise<{ count: number; resetsInMs: number }>;
}

/** Single-use secrets. */
export interface Tokens {
  put(token: string, value: string, ttlMs: number): Promise<void>;
  /** The value, once. */
  take(token: string): Promise<string | null>;
}

/** A room as a value: what {@link Rooms.dump} gives and {@link Rooms.restore} takes. */
export interface RoomDump {
  doc: RoomDoc;
  version: number;
  seq: number;
  scores: [seatIndex: number, score: Score][];
  finds: Find[];
  guesses: Credit[];
}

/** A credited guess as it is answered again under its `guessId`. */
export interface Credit {
  seatIndex: number;
  /** Of the `guessId`: see `guessDigest`. */
  digest: number;
  seq: number;
  at: number;
  /** Absent in journals of earlier releases: none. */
  again?: number;
  more: number;
  score: Score;
  cityIds: number[];
  /** Parallel to `cityIds`; absent where the finds tell it, or nothing does. */
  said?: Said[];
}
