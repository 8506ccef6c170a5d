import type { Counters } from '../measure/meter.ts';
import type { Audit } from '../audit/audit.ts';
import type {
  ConnectionFloodResult,
  ReconnectStormResult,
  RunResult,
  SetUpResult,
} from '../worker/worker-protocol.ts';
import type { BucketCounts } from '../measure/histogram.ts';
import type { LoadOptions } from '../options/load-options.ts';
import type { Machine } from './machine.ts';

/** One second, as the report keeps it. Times in ms, CPU in cores, memory in bytes. */
export interface SecondRow {
  second: number;
  measured: boolean;
  sent: number;
  answered: number;
  refused: number;
  delivered: number;
  errors: number;
  /** Answer times, whenever the guess was due. */
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Of guesses that were due in the present phase of the run alone. */
  phase99Ms: number;
  lag50Ms: number;
  lag99Ms: number;
  serverCores: number;
  serverRssBytes: number;
  storeCores: number;
  storeRssBytes: number;
  clientCores: number;
  clientRssBytes: number;
}

/** What happened at a time, such as a restart. */
export interface Annotation {
  second: number;
  what: string;
}

/** Everything measured in one load run: what the JSON report holds. */
export interface RunRecord {
  format: 3;
  title: string;
  at: string;
  machine: Machine;
  options: LoadOptions;
  rows: SecondRow[];
  annotations: Annotation[];
  /** Of the measured seconds. */
  latency: BucketCounts;
  refusals: BucketCounts;
  lag: BucketCounts;
  /** How late the client sent. */
  late: BucketCounts;
  measured: Counters;
  /** Warm-up and late answers included. */
  all: Counters;
  /** Shares of the measured time for which the cores of servers and client were in use, by whatever; where that was asked for. */
  busyCores?: { server: number; client: number };
  /** What held the servers back, where something did. */
  limit?: string;
  /** Over the measured seconds. */
  measuredMs: number;
  serverCpuMs: number;
  /** Time the servers' main threads waited for a core that somebody else used. */
  serverWaitedMs: number;
  storeCpuMs: number;
  clientCpuMs: number;
  setUp?: SetUpResult;
  run?: RunResult;
  reconnectStorm?: ReconnectStormResult;
  connectionFlood?: ConnectionFloodResult;
  audit?: Audit;
}
