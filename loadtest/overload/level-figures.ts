import type { RunRecord } from '../report/run-record.ts';
import { CLIENT_CEILING, summarise, type Summary } from '../report/summary.ts';
import { CALM_AFTER_SECONDS, type Level } from './levels.ts';
import { recoverySeconds } from './recovery.ts';
import { refusalCost, type Rates } from './refusal-cost.ts';

/** What one level came to, beside the capacity of the same run. Shares are of 1; NaN: not measured. */
export interface LevelFigures {
  offeredPerSecond: number;
  creditedPerSecond: number;
  refusedPerSecond: number;
  /** Credited guesses a second ÷ capacity. */
  creditedShare: number;
  /** Answer time of credited guesses, from when they were due. */
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Of refusals, as the client sees them. */
  refusal50Ms: number;
  refusal95Ms: number;
  refusal99Ms: number;
  /** Of refusals from being read, as the server counts. */
  refusalRead95Ms: number;
  /** CPU of a refusal ÷ of a guess at capacity. */
  refusalCost: number;
  serverCores: number;
  clientCores: number;
  storeCores: number;
  /** The most resident memory of the servers, and how much that is above the capacity run's. */
  peakBytes: number;
  extraBytes: number;
  /** Seconds in which nothing was credited. */
  silentSeconds: number;
  /** From when the load fell until p99 was usual again. */
  recoverySeconds: number;
  /** Connections that the server closed, or that were lost. */
  disconnects: number;
  /** Acknowledged finds that are gone, and those a view left out at first. */
  lost: number;
  torn: number;
  /** Everything else that the audit found wrong. */
  otherwiseWrong: number;
  /** Why the figures are worth nothing. */
  invalid?: string;
}

const ratesOf = (summary: Summary): Rates => ({
  cpuUs: summary.serverCores * 1e6,
  credited: summary.acceptedPerSecond,
  refused: summary.refusedPerSecond,
});

/** Above this share of either core, the work of others is measured too. */
const OTHERS_CEILING = 0.2;

/** Why a run of a level, or at capacity, says nothing of the server; undefined when it does. */
export function reasonAgainst(record: RunRecord, level?: Level): string | undefined {
  const { clientCores, storeCores, serverCores } = summarise(record);
  if (clientCores > CLIENT_CEILING) return `the client used ${clientCores.toFixed(2)} of its core`;
  const { server, client } = record.busyCores ?? { server: Number.NaN, client: Number.NaN };
  const besideClient = client - clientCores - storeCores;
  if (besideClient > OTHERS_CEILING) return `others used ${besideClient.toFixed(2)} of the client’s core`;
  // A hog is one of them, on purpose.
  const besideServer = level?.disturbance === 'hog' ? 0 : server - serverCores;
  return besideServer > OTHERS_CEILING
    ? `others used ${besideServer.toFixed(2)} of the server’s core`
    : undefined;
}

export function figuresOf(
  level: Level,
  record: RunRecord,
  capacityRecord: RunRecord,
  calmRate: number,
  refusalRead95Ms: number,
): LevelFigures {
  const summary = summarise(record);
  const capacity = summarise(capacityRecord);
  const { warmupSeconds, seconds } = record.options;
  const until = warmupSeconds + seconds;
  const lost = record.audit?.lost ?? 0;
  const torn = record.audit?.torn ?? 0;
  const invalid = reasonAgainst(record, level);
  return {
    offeredPerSecond: (record.measured.sent * 1000) / Math.max(1, record.measuredMs),
    creditedPerSecond: summary.acceptedPerSecond,
    refusedPerSecond: summary.refusedPerSecond,
    creditedShare: summary.acceptedPerSecond / capacity.acceptedPerSecond,
    p50Ms: summary.p50Ms,
    p95Ms: summary.p95Ms,
    p99Ms: summary.p99Ms,
    refusal50Ms: summary.refusal50Ms,
    refusal95Ms: summary.refusal95Ms,
    refusal99Ms: summary.refusal99Ms,
    refusalRead95Ms,
    refusalCost: refusalCost(ratesOf(capacity), ratesOf(summary)),
    serverCores: summary.serverCores,
    clientCores: summary.clientCores,
    storeCores: summary.storeCores,
    peakBytes: summary.serverRssBytes,
    extraBytes: summary.serverRssBytes - capacity.serverRssBytes,
    silentSeconds: record.rows.filter(({ measured, answered }) => measured && answered === 0).length,
    recoverySeconds: recoverySeconds(record.rows, {
      calmRate,
      from: warmupSeconds,
      until,
      after: CALM_AFTER_SECONDS,
    }),
    disconnects: disconnectsIn(record.all.outcomes),
    lost,
    torn,
    otherwiseWrong: summary.wrong - lost - torn,
    ...(invalid === undefined ? {} : { invalid }),
  };
}

const disconnectsIn = (outcomes: { [outcome: string]: number }): number =>
  Object.entries(outcomes).reduce((sum, [what, count]) => sum + (what.startsWith('closed: ') ? count : 0), 0);
