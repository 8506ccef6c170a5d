import type { Tally } from '../measure/meter.ts';
import type { Audit, FloodReport, RunReport, SeatReport, StormReport } from '../worker/worker-protocol.ts';
import type { Counts } from '../measure/histogram.ts';
import type { LoadOptions } from '../options/command-line.ts';
import type { Machine } from './machine.ts';

/** One second, as the report keeps it. Times in ms, CPU in cores, memory in bytes. */
export interface Row {
  second: number;
  measured: boolean;
  sent: number;
  answered: number;
  delivered: number;
  errors: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  lag50Ms: number;
  lag99Ms: number;
  serverCores: number;
  serverRssBytes: number;
  storeCores: number;
  storeRssBytes: number;
  clientCores: number;
  clientRssBytes: number;
}

/** What happened at a time: a restart, a storm. */
export interface Mark {
  second: number;
  what: string;
}

/** Everything measured in one load run: what the JSON report holds. */
export interface Record {
  format: 1;
  title: string;
  at: string;
  machine: Machine;
  options: LoadOptions;
  rows: Row[];
  marks: Mark[];
  /** Of the measured seconds. */
  latency: Counts;
  lag: Counts;
  /** How late the client sent. */
  late: Counts;
  measured: Tally;
  /** Warm-up and late answers included. */
  all: Tally;
  /** Over the measured seconds. */
  measuredMs: number;
  serverCpuMs: number;
  /** Time the servers' main threads waited for a core that somebody else used. */
  serverWaitedMs: number;
  storeCpuMs: number;
  clientCpuMs: number;
  seat?: SeatReport;
  run?: RunReport;
  storm?: StormReport;
  flood?: FloodReport;
  audit?: Audit;
}
