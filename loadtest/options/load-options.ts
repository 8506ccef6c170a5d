import type { Mode } from '../../shared/settings.ts';
import type { Budget } from './budget.ts';
import type { LoadShape } from '../worker/worker-protocol.ts';

/** What one load run is asked to do. */
export interface LoadOptions {
  /** Addresses of running nodes; empty: start some. */
  urls: string[];
  ownedHost: string | undefined;
  /** Nodes to start, and on which store. */
  nodes: number;
  store: 'memory' | 'redis';
  /** Members of a room on different nodes. */
  split: boolean;
  players: number;
  roomsOf: number;
  spectators: number;
  mode: Mode;
  quiz: string;
  shape: LoadShape;
  seconds: number;
  warmupSeconds: number;
  reconnect: boolean;
  /** Players go on whatever is refused, instead of waiting as long as the server asks. */
  impatient: boolean;
  seed: number;
  /** Folder for the JSON and the HTML report. */
  report: string | undefined;
  budgets: Budget[];
  /** Cores: the nodes' (one after the other) and the worker's with Redis. */
  serverCpus: number[];
  clientCpu: number | undefined;
  /** Share of a core that all nodes together may use; undefined: what they get. */
  serverShare: number | undefined;
}

/** Nothing runs without an end: these are the most that one run may ask for. */
export const BOUNDS = {
  players: 20_000,
  seconds: 7200,
  rate: 100_000,
  nodes: 8,
  spectators: 100,
  roomsOf: 24,
};

export const DEFAULTS: LoadOptions = {
  urls: [],
  ownedHost: undefined,
  nodes: 1,
  store: 'memory',
  split: false,
  players: 100,
  roomsOf: 4,
  spectators: 0,
  mode: 'race',
  quiz: 'europe',
  shape: { kind: 'open', rate: 300, inflight: 0 },
  seconds: 20,
  warmupSeconds: 4,
  reconnect: false,
  impatient: false,
  seed: 1,
  report: undefined,
  budgets: [],
  serverCpus: [],
  clientCpu: undefined,
  serverShare: undefined,
};
