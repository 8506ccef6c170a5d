import { addCounters, emptyCounters, type SecondSample } from './measure/meter.ts';
import type { WorkerMessage } from './worker/worker-protocol.ts';
import { createHistogram } from './measure/histogram.ts';
import { usageOfAll, type Usage } from './measure/process-usage.ts';
import type { Fleet } from './nodes/fleet.ts';
import type { RunRecord, SecondRow } from './report/run-record.ts';
import { histogramOf } from './report/summary.ts';

/** Collects what a worker reports, and the CPU and memory of the processes under load, second by second. */
export interface MetricsCollector {
  /** To be called with the worker's messages. */
  onMessage(message: WorkerMessage): void;
  readonly rows: SecondRow[];
  /** What the measured seconds came to; call it when the run has ended. */
  totals(): Totals;
}

type Totals = Pick<
  RunRecord,
  | 'rows'
  | 'latency'
  | 'refusals'
  | 'lag'
  | 'late'
  | 'measured'
  | 'all'
  | 'measuredMs'
  | 'serverCpuMs'
  | 'serverWaitedMs'
  | 'storeCpuMs'
  | 'clientCpuMs'
>;

interface Snapshot {
  at: number;
  server: Usage;
  store: Usage;
}

/** `onRow` is called with every second that ended. */
export function createMetricsCollector(
  fleet: Fleet,
  onRow: (row: SecondRow) => void = () => undefined,
): MetricsCollector {
  const rows: SecondRow[] = [];
  const latency = createHistogram();
  const refusals = createHistogram();
  const lag = createHistogram();
  const late = createHistogram();
  const measured = emptyCounters();
  const all = emptyCounters();
  let clientCpuMs = 0;
  let from: Snapshot | undefined;
  let until: Snapshot | undefined;

  const snapshot = (): Snapshot => ({
    at: performance.now(),
    server: usageOfAll(fleet.pids()),
    store: usageOfAll(fleet.storePids),
  });
  let before = snapshot();

  function take(second: SecondSample): void {
    addCounters(all, second.counters);
    late.merge(second.late);
    const isOver = from !== undefined && until !== undefined;
    if (second.measured) {
      addCounters(measured, second.counters);
      clientCpuMs += second.cpuMs;
      latency.merge(second.latency);
      refusals.merge(second.refusals);
    }
    if (second.measured || isOver) {
      // Guesses of the measured seconds whose answers came after them count: what was slowest must not be left out.
      latency.merge(second.overdue);
      lag.merge(second.lag);
    }
    const now = snapshot();
    const row = rowFrom(second, before, now);
    before = now;
    if (
      second.counters.sent + second.counters.answered + second.counters.refused === 0 &&
      until !== undefined
    )
      return;
    rows.push(row);
    onRow(row);
  }

  return {
    rows,
    onMessage(message) {
      if (message.type === 'measuring') from = snapshot();
      else if (message.type === 'measured') until = snapshot();
      else if (message.type === 'second') take(message.second);
    },
    totals: () => ({
      rows,
      latency: latency.counts(),
      refusals: refusals.counts(),
      lag: lag.counts(),
      late: late.counts(),
      measured,
      all,
      measuredMs: from === undefined || until === undefined ? 0 : until.at - from.at,
      // Nodes that were restarted meanwhile began at zero again.
      serverCpuMs: Math.max(0, (until?.server.cpuMs ?? 0) - (from?.server.cpuMs ?? 0)),
      serverWaitedMs: (until?.server.waitedMs ?? 0) - (from?.server.waitedMs ?? 0),
      storeCpuMs: (until?.store.cpuMs ?? 0) - (from?.store.cpuMs ?? 0),
      clientCpuMs,
    }),
  };
}

function rowFrom(second: SecondSample, before: Snapshot, now: Snapshot): SecondRow {
  const latency = histogramOf(second.latency);
  const phase99Ms = latency.percentile(99);
  latency.merge(second.overdue);
  const lag = histogramOf(second.lag);
  const ms = Math.max(1, now.at - before.at);
  return {
    second: second.second,
    measured: second.measured,
    sent: second.counters.sent,
    answered: second.counters.answered,
    refused: second.counters.refused,
    delivered: second.counters.delivered,
    errors: second.counters.errors,
    p50Ms: latency.percentile(50),
    p95Ms: latency.percentile(95),
    p99Ms: latency.percentile(99),
    phase99Ms,
    lag50Ms: lag.percentile(50),
    lag99Ms: lag.percentile(99),
    // A node that was restarted meanwhile starts at zero again.
    serverCores: Math.max(0, now.server.cpuMs - before.server.cpuMs) / ms,
    serverRssBytes: now.server.rssBytes,
    storeCores: Math.max(0, now.store.cpuMs - before.store.cpuMs) / ms,
    storeRssBytes: now.store.rssBytes,
    clientCores: second.cpuMs / ms,
    clientRssBytes: second.rssBytes,
  };
}
