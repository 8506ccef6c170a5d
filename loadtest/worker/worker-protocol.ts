import type { Mode } from '../../shared/settings.ts';
import type { Audit } from '../audit/audit.ts';
import type { SecondSample } from '../measure/meter.ts';

/** What passes between `npm run load` and its worker process: commands one way, results and progress the other. */

/** What a worker can connect to, and how it talks there. */
export type TargetProtocol = 'cityrace' | 'socketio-echo' | 'ws-echo' | 'colyseus';

/** Connect everybody; with `cityrace`, open the rooms, take the seats and start the games. */
export interface SetUpCommand {
  type: 'set-up';
  protocol: TargetProtocol;
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
  /** Names whose guess is credited, whatever was named before (see city-names.ts). */
  names: string[];
}

export interface LoadShape {
  /** `open`: Poisson arrivals at `rate` a second. `closed`: `inflight` unanswered per connection. `human`: see human.ts. */
  kind: 'open' | 'closed' | 'human';
  /** Messages a second in all (open); a factor on everybody's pace (human); unused (closed). */
  rate: number;
  inflight: number;
}

export interface RunCommand {
  type: 'run';
  shape: LoadShape;
  /** Whole seconds. */
  warmupSeconds: number;
  seconds: number;
  seed: number;
  /** Connect again after a lost connection. */
  reconnect: boolean;
  /** Players go on whatever is refused, and send nothing refused again; else they wait as long as the server asks. */
  impatient: boolean;
  /** An open loop only: the warm-up, and so many seconds after the measured ones, go at this rate instead. */
  calm?: { rate: number; seconds: number };
  /** Only the first so many rooms play; all of them when left out. */
  rooms?: number;
}

/** Solo games left in the store without a connection. */
interface SeedIdleGamesCommand {
  type: 'seed-idle-games';
  urls: string[];
  quiz: string;
  games: number;
}

/** Every player of the first `rooms` rooms makes `finds` finds, as fast as it goes. */
interface SeedFindsCommand {
  type: 'seed-finds';
  rooms: number;
  finds: number;
}

/** `count` spectators join the first room, one after the other. */
interface TimeJoinsCommand {
  type: 'time-joins';
  count: number;
}

/** Drop every connection, connect again, take the seats again. */
interface ReconnectStormCommand {
  type: 'reconnect-storm';
  /** Handshakes under way at a time. */
  parallel: number;
}

/** Open connections without seats, `perSecond` of them, and keep them. */
export interface ConnectionFloodCommand {
  type: 'connection-flood';
  urls: string[];
  connections: number;
  perSecond: number;
}

/** Read every room back and compare it with what was acknowledged. */
interface AuditCommand {
  type: 'audit';
}

/** End the games and close every connection. */
interface TearDownCommand {
  type: 'tear-down';
}

/** Parent → worker. Every command is answered once, in order. */
export type WorkerCommand =
  | SetUpCommand
  | RunCommand
  | SeedIdleGamesCommand
  | SeedFindsCommand
  | TimeJoinsCommand
  | ReconnectStormCommand
  | ConnectionFloodCommand
  | AuditCommand
  | TearDownCommand;

export interface SetUpResult {
  rooms: number;
  connections: number;
  /** Milliseconds it took. */
  tookMs: number;
}

export interface RunResult {
  /** Guesses that have no final answer in the end. */
  unanswered: number;
  reconnects: number;
}

export interface ReconnectStormResult {
  connections: number;
  failed: number;
  /** From the drop to when this share of the connections had its view again, milliseconds. */
  p50Ms: number;
  p99Ms: number;
  allMs: number;
}

export interface ConnectionFloodResult {
  /** Accepted, and not closed since. */
  connected: number;
  /** Refused, or closed by the server after it had accepted, by code or reason. */
  refused: Record<string, number>;
  tookMs: number;
}

export interface JoinTimingResult {
  roomId: string;
  /** The host's, to read the same room over HTTP. */
  token: string;
  foundCount: number;
  /** Size of the view as JSON. */
  viewBytes: number;
  joinP50Ms: number;
}

/** What a command is answered with, by its type. */
export interface WorkerResults {
  'set-up': SetUpResult;
  run: RunResult;
  'seed-idle-games': object;
  'seed-finds': object;
  'time-joins': JoinTimingResult;
  'reconnect-storm': ReconnectStormResult;
  'connection-flood': ConnectionFloodResult;
  audit: Audit;
  'tear-down': object;
}

/** Worker → parent. */
export type WorkerMessage =
  | { type: 'progress'; what: string; done: number; of: number }
  | { type: 'second'; second: SecondSample }
  /** The measured part begins, ends. */
  | { type: 'measuring' }
  | { type: 'measured' }
  | { type: 'result'; command: WorkerCommand['type']; result: WorkerResults[WorkerCommand['type']] }
  | { type: 'failed'; command: WorkerCommand['type']; reason: string };
