import type { Mode } from '../../shared/settings.ts';
import type { Second } from '../measure/meter.ts';

/** What a driver can be asked to connect to. */
type Dialect = 'cityrace' | 'socketio-echo' | 'ws-echo' | 'colyseus';

export interface SeatOrder {
  type: 'seat';
  dialect: Dialect;
  /** Base addresses of the nodes. */
  urls: string[];
  /** Members of a room on different nodes instead of together on one. */
  split: boolean;
  players: number;
  roomsOf: number;
  /** Spectators of each room. */
  spectators: number;
  mode: Mode;
  quiz: string;
  /** Names whose guess is credited, whatever was named before (see names.ts). */
  names: string[];
}

export interface LoadShape {
  /** `open`: Poisson arrivals at `rate` a second. `closed`: `inflight` unanswered per connection. `human`: see human.ts. */
  kind: 'open' | 'closed' | 'human';
  /** Messages a second in all (open); a factor on everybody's pace (human); unused (closed). */
  rate: number;
  inflight: number;
}

export interface RunOrder {
  type: 'run';
  shape: LoadShape;
  /** Whole seconds. */
  warmupSeconds: number;
  seconds: number;
  seed: number;
  /** Come back after a lost connection. */
  reconnect: boolean;
  /** Only the first so many rooms play; all of them when left out. */
  rooms?: number;
}

/** Solo games left in the store without a connection. */
interface IdleOrder {
  type: 'idle';
  urls: string[];
  quiz: string;
  games: number;
}

/** Every player of the first `rooms` rooms makes `finds` finds, as fast as it goes. */
interface FillOrder {
  type: 'fill';
  rooms: number;
  finds: number;
}

/** `count` spectators join the first room, one after the other. */
interface VisitOrder {
  type: 'visit';
  count: number;
}

/** Drop every connection, come back, take the seats again. */
interface StormOrder {
  type: 'storm';
  /** Handshakes under way at a time. */
  parallel: number;
}

/** Open connections without seats, `perSecond` of them, and keep them. */
export interface FloodOrder {
  type: 'flood';
  urls: string[];
  connections: number;
  perSecond: number;
}

interface ReadbackOrder {
  type: 'readback';
}
interface LeaveOrder {
  type: 'leave';
}

/** Parent → driver. Every order is answered once, in order. */
export type Order =
  | SeatOrder
  | RunOrder
  | IdleOrder
  | FillOrder
  | VisitOrder
  | StormOrder
  | FloodOrder
  | ReadbackOrder
  | LeaveOrder;

export interface SeatReport {
  rooms: number;
  connections: number;
  /** Milliseconds it took. */
  tookMs: number;
}

export interface RunReport {
  /** Answers that never came. */
  unanswered: number;
  reconnects: number;
}

export interface StormReport {
  connections: number;
  failed: number;
  /** From the drop to when this share of the connections had its view again, milliseconds. */
  p50Ms: number;
  p99Ms: number;
  allMs: number;
}

export interface FloodReport {
  connected: number;
  refused: Record<string, number>;
  tookMs: number;
}

/** What the rooms say after the load, against what was acknowledged. Everything but the first five should be zero. */
export interface Audit {
  rooms: number;
  acknowledged: number;
  /** Events owed to other members: accepted × other members. */
  owed: number;
  delivered: number;
  /** Guesses without an answer: they may or may not be recorded. */
  unsure: number;
  /** Owed events that never came. */
  undelivered: number;
  /** `seq`s of a room that a member never saw, whatever they were. */
  gaps: number;
  /** Two acknowledgements of a room with the same `seq`. */
  doubled: number;
  /** Acknowledged finds that the room does not hold. */
  lost: number;
  /** Finds the room holds that nobody sent, or nobody could account for by an unanswered guess. */
  strangers: number;
  /** Rooms or seats that could not be read. */
  unreadable: number;
}

export interface VisitReport {
  roomId: string;
  /** The host's, to read the same room over HTTP. */
  token: string;
  foundCount: number;
  /** Size of the view as JSON. */
  viewBytes: number;
  joinP50Ms: number;
}

export interface Reports {
  idle: object;
  fill: object;
  visit: VisitReport;
  seat: SeatReport;
  run: RunReport;
  storm: StormReport;
  flood: FloodReport;
  readback: Audit;
  leave: object;
}

/** Driver → parent. */
export type Note =
  | { type: 'progress'; what: string; done: number; of: number }
  | { type: 'second'; second: Second }
  /** The measured part begins, ends. */
  | { type: 'measuring' }
  | { type: 'measured' }
  | { type: 'answer'; order: Order['type']; report: Reports[Order['type']] }
  | { type: 'failed'; order: Order['type']; reason: string };
