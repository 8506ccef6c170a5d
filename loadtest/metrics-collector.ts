import { addTally, emptyTally, type Second } from './measure/meter.ts';
import type { Note } from './worker/worker-protocol.ts';
import { createHistogram } from './measure/histogram.ts';
import { usageOfAll, type Usage } from './measure/process-usage.ts';
import type { Fleet } from './nodes/fleet.ts';
import type { Record, Row } from './report/run-record.ts';
import { histogramOf } from './report/summary.ts';

/** Listens to a driver and looks at the processes under load, second by second. */
export interface Watch {
  /** To be given the driver's notes. */
  onNote(note: Note): void;
  readonly rows: Row[];
  /** What the measured seconds came to; call it when the run has ended. */
  totals(): Totals;
}

type Totals = Pick<
  Record,
  | 'rows'
  | 'latency'
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
export function createWatch(fleet: Fleet, onRow: (row: Row) => void = () => undefined): Watch {
  const rows: Row[] = [];
  const latency = createHistogram();
  const lag = createHistogram();
  const late = createHistogram();
  const measured = emptyTally();
  const all = emptyTally();
  let clientCpuMs = 0;
  let from: Snapshot | undefined;
  let until: Snapshot | undefined;

  const look = (): Snapshot => ({
    at: performance.now(),
    server: usageOfAll(fleet.pids()),
    store: usageOfAll(fleet.storePids),
  });
  let before = look();

  function take(second: Second): void {
    addTally(all, second.tally);
    late.merge(second.late);
    if (second.measured) {
      addTally(measured, second.tally);
      clientCpuMs += second.cpuMs;
    }
    // Answers that came after the last second were sent within it: they count as latencies.
    if (second.measured || (until !== undefined && from !== undefined)) {
      latency.merge(second.latency);
      lag.merge(second.lag);
    }
    const now = look();
    const row = rowFrom(second, before, now);
    before = now;
    if (second.tally.sent + second.tally.answered === 0 && until !== undefined) return;
    rows.push(row);
    onRow(row);
  }

  return {
    rows,
    onNote(note) {
      if (note.type === 'measuring') from = look();
      else if (note.type === 'measured') until = look();
      else if (note.type === 'second') take(note.second);
    },
    totals: () => ({
      rows,
      latency: latency.counts(),
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

function rowFrom(second: Second, before: Snapshot, now: Snapshot): Row {
  const latency = histogramOf(second.latency);
  const lag = histogramOf(second.lag);
  const ms = Math.max(1, now.at - before.at);
  return {
    second: second.second,
    measured: second.measured,
    sent: second.tally.sent,
    answered: second.tally.answered,
    delivered: second.tally.delivered,
    errors: second.tally.errors,
    p50Ms: latency.percentile(50),
    p95Ms: latency.percentile(95),
    p99Ms: latency.percentile(99),
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
