import type { RefusalCode } from './refusal.ts';
import type { Mode, Settings } from './settings.ts';

/** Shapes of everything that travels from server to client (docs/protocol.md). All times are epoch ms of the store's clock. */
export interface City {
  /** GeoNames id. */
  id: number;
  name: string;
  lat: number;
  lon: number;
  population: number;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Name of the admin-1 unit; empty where there is none. */
  region: string;
  capital?: boolean;
  by?: string;
  byMs?: number;
}

export interface Score {
  cities: number;
  population?: number;
  points?: number;
}

export type Role = 'player' | 'spectator';
export type Phase = 'lobby' | 'countdown' | 'playing' | 'ended';

export interface Player {
  id: string;
  name: string;
  /** 0…23: index of the seat's colour and mark. */
  colour: number;
  team?: number;
  online: boolean;
  ready: boolean;
  role: Role;
  score: Score;
}

export interface Standing {
  playerId: string;
  name: string;
  rank: number;
  score: Score;
  team?: number;
}

export interface Results {
  runId: string;
  standings: Standing[];
  finishedAt: number;
}

export interface FoundEntry {
  playerId: string;
  city: City;
  at: number;
}

export interface View {
  roomId: string;
  phase: Phase;
  settings: Settings;
  quiz: { slug: string; title: string; cities: number; population: number; dataVersion: string };
  hostId: string;
  players: Player[];
  startsAt: number | null;
  endsAt: number | null;
  you: { playerId: string; role: Role };
  /** How many finds the viewer may see; `found` holds the newest of them, newest first. */
  foundCount: number;
  found: FoundEntry[];
  results?: Results;
}

interface Stamp {
  seq: number;
  at: number;
  /** Earlier seqs that this event stands for (coalesced scores). */
  covers?: number[];
}

export type EventBody =
  | { type: 'joined'; player: Player }
  | { type: 'left'; playerId: string }
  | { type: 'online'; playerId: string }
  | { type: 'offline'; playerId: string }
  | { type: 'renamed'; playerId: string; name: string }
  | { type: 'readied'; playerId: string; ready: boolean }
  | { type: 'finished'; playerId: string }
  | { type: 'teamed'; playerId: string; team: number }
  | { type: 'hosted'; playerId: string }
  | { type: 'configured'; settings: Settings }
  | { type: 'started'; startsAt: number; endsAt: number | null }
  | { type: 'found'; playerId: string; cities: City[]; score: Score }
  | { type: 'scored'; playerId: string; score: Score }
  | { type: 'ended'; results: Results }
  | { type: 'rematched'; settings: Settings }
  | { type: 'kicked'; playerId: string }
  | { type: 'emoted'; playerId: string; emote: Emote };

export type RoomEvent = Stamp & EventBody;

export const EMOTES = ['wave', 'clap', 'laugh', 'wow', 'think', 'sad', 'fire', 'hurry'] as const;
export type Emote = (typeof EMOTES)[number];

export interface GuessAnswer {
  outcome: 'found' | 'already' | 'taken' | 'part' | 'ambiguous' | 'outside' | 'near' | 'unknown';
  cities: City[];
  score?: Score;
  seq?: number;
  /** Namesakes of the text that are left. */
  more?: number;
  /** The city that this is a section of, once it is found. */
  partOf?: City;
}

export interface Run {
  runId: string;
  mode: Mode;
  settings: Settings;
  dataVersion: string;
  startedAt: number;
  finishedAt: number;
  players: Standing[];
  /** `atMs` counts from `startedAt`. */
  timeline: { playerId: string; cityId: number; atMs: number }[];
}

export interface Welcome {
  protocol: 1;
  playerId: string;
  name: string;
  token?: string;
  newIdentity: boolean;
  serverNow: number;
  rooms: string[];
  features: string[];
}

/** Server → client. */
export interface ServerEvents {
  welcome: (message: Welcome) => void;
  events: (message: { roomId: string; events: RoomEvent[] }) => void;
  heartbeat: (message: { roomId: string; seq: number }) => void;
  superseded: (message: { roomId: string }) => void;
  draining: (message: { reconnectInMs: number }) => void;
}

export type Ack<T> =
  (T & { ok: true }) | { ok: false; code: RefusalCode; message: string; retryAfterMs?: number };

/** What each command is answered with when it is accepted. */
export interface Answers {
  create: { roomId: string; view: View; seq: number };
  join: { view: View; seq: number };
  ready: object;
  leave: object;
  configure: { view: View; seq: number };
  start: { startsAt: number; endsAt: number | null };
  guess: GuessAnswer;
  done: object;
  end: object;
  rematch: { view: View; seq: number };
  rename: { name: string };
  team: object;
  kick: object;
  handover: object;
  emote: object;
  sync: { events: RoomEvent[]; seq: number } | { view: View; seq: number };
  time: { serverNow: number };
}
export type CommandName = keyof Answers;
