import { createHistogram, type BucketCounts, type Histogram } from '../measure/histogram.ts';
import type { Audit } from '../audit/audit.ts';
import type { RunRecord } from './run-record.ts';

/** The figures of a run that people compare. */
export interface Summary {
  answeredPerSecond: number;
  acceptedPerSecond: number;
  refusedPerSecond: number;
  deliveredPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
  /** From when a refused guess was due, or sent again, to its refusal. */
  refusal50Ms: number;
  refusal95Ms: number;
  refusal99Ms: number;
  lag50Ms: number;
  lag99Ms: number;
  /** 99th percentile of how late the client itself sent. */
  late99Ms: number;
  errors: number;
  /** Sum of everything the audit found wrong. */
  wrong: number;
  /** Server CPU of the measured seconds ÷ answers in them, µs. */
  cpuUsPerGuess: number;
  storeUsPerGuess: number;
  serverCores: number;
  /** Share of the time in which a server was ready to run and its core was taken. */
  serverWaited: number;
  storeCores: number;
  clientCores: number;
  serverRssBytes: number;
  outcomes: { [outcome: string]: number };
  /** Refused guesses by code. */
  refusals: { [code: string]: number };
  /** Guesses held back for a refusal and given up in the end. */
  givenUp: number;
}

/** Above this share of its core the client may itself be what is slow, and what it measured is thrown away. */
export const CLIENT_CEILING = 0.8;

export const histogramOf = (counts: BucketCounts): Histogram => {
  const histogram = createHistogram();
  histogram.merge(counts);
  return histogram;
};

/** Above this share of waiting, somebody else's work is measured too. */
export const WAITED_CEILING = 0.05;

/** What an audit found wrong, in all. */
export const wrongIn = (audit: Audit): number =>
  audit.undelivered +
  audit.gaps +
  audit.duplicates +
  audit.lost +
  audit.torn +
  audit.unexpected +
  audit.unreadable;

export function summarise(record: RunRecord): Summary {
  const latency = histogramOf(record.latency);
  const refusals = histogramOf(record.refusals);
  const lag = histogramOf(record.lag);
  const seconds = Math.max(record.measuredMs, 1) / 1000;
  const answers = Math.max(record.measured.answered, 1);
  const unanswered = record.run?.unanswered ?? 0;
  const failed = (record.reconnectStorm?.failed ?? 0) + sum(record.connectionFlood?.refused);
  return {
    answeredPerSecond: record.measured.answered / seconds,
    acceptedPerSecond: record.measured.accepted / seconds,
    refusedPerSecond: record.measured.refused / seconds,
    deliveredPerSecond: record.measured.delivered / seconds,
    p50Ms: latency.percentile(50),
    p95Ms: latency.percentile(95),
    p99Ms: latency.percentile(99),
    maxMs: latency.maxMs,
    refusal50Ms: refusals.percentile(50),
    refusal95Ms: refusals.percentile(95),
    refusal99Ms: refusals.percentile(99),
    lag50Ms: lag.percentile(50),
    lag99Ms: lag.percentile(99),
    late99Ms: histogramOf(record.late).percentile(99),
    errors: record.all.errors + unanswered + failed,
    wrong: record.audit === undefined ? 0 : wrongIn(record.audit),
    cpuUsPerGuess: (record.serverCpuMs * 1000) / answers,
    storeUsPerGuess: (record.storeCpuMs * 1000) / answers,
    serverCores: record.serverCpuMs / (seconds * 1000),
    serverWaited: record.serverWaitedMs / (seconds * 1000),
    storeCores: record.storeCpuMs / (seconds * 1000),
    clientCores: record.clientCpuMs / (seconds * 1000),
    serverRssBytes: Math.max(0, ...record.rows.map((row) => row.serverRssBytes)),
    outcomes: record.all.outcomes,
    refusals: record.all.refusals,
    givenUp: record.all.givenUp,
  };
}

const sum = (counts: { [name: string]: number } = {}): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
