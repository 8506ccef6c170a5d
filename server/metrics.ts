import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GuessAnswer } from '../shared/messages.ts';
import type { RefusalCode } from '../shared/refusal.ts';
import { createHistogram } from './histogram.ts';

type StoreName = 'rooms' | 'postgres';

/** Figures for the operator, on a registry of their own. A guess costs two of these calls: about 0.1 µs. */
export interface Metrics {
  /** Guesses were answered, with an outcome or a refusal. */
  guess(outcome: GuessAnswer['outcome'] | RefusalCode, count?: number): void;
  /** From a command's arrival to its acknowledgement, milliseconds. */
  ack(milliseconds: number): void;
  /** Commands were refused, guesses among them, so many milliseconds after they were read. */
  refused(code: RefusalCode, milliseconds: number, count?: number): void;
  /** A store failed or did not answer in time. */
  storeError(store: StoreName): void;
  /** An HTTP request was answered. `route` is a pattern, never an address. */
  http(route: string, status: number, milliseconds: number): void;
  /** A worker's turn, or one piece of its queue, is over. */
  worked(worker: string, milliseconds: number, failed: boolean): void;
  /**
   * There is such a worker: its series begin at 0. `read` is asked when somebody scrapes: what waits in its queue, or 1 while a loop's
   * next turn is overdue.
   */
  waiting(worker: string, read: () => number): void;
  /** A figure that is asked for when somebody scrapes: `cityrace_<name>`. A failure leaves it out. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** Which pieces of the fast path are live; the others take the public way. */
  fastPath(live: ReadonlyMap<string, boolean>): void;
  /** The Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
  stop(): void;
}

/** Upper bounds of the histograms' buckets, seconds. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Gathered here and counted when somebody scrapes: labels cost more than the sum.
  const outcomes = new Map<string, number>();
  new Counter({
    name: 'cityrace_guesses_total',
    help: 'Guesses by outcome or refusal',
    labelNames: ['outcome'],
    registers,
    collect() {
      for (const [outcome, count] of outcomes) this.inc({ outcome }, count);
      outcomes.clear();
    },
  });
  const observeAck = createHistogram({
    name: 'cityrace_ack_seconds',
    help: 'From the arrival of a command to its acknowledgement',
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Map<string, number>();
  new Counter({
    name: 'cityrace_refusals_total',
    help: 'Refused commands by code',
    labelNames: ['code'],
    registers,
    collect() {
      for (const [code, count] of refusals) this.inc({ code }, count);
      refusals.clear();
    },
  });
  const observeRefusal = createHistogram({
    name: 'cityrace_refusal_seconds',
    help: 'From reading a command to refusing it',
    buckets: BUCKETS,
    registers,
  });
  const storeErrors = new Counter({
    name: 'cityrace_store_errors_total',
    help: 'Failed or late answers of a store',
    labelNames: ['store'],
    registers,
  });
  const http = new Histogram({
    name: 'cityrace_http_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const work = new Histogram({
    name: 'cityrace_worker_seconds',
    help: 'Turns of loops, and pieces of queues, by worker',
    labelNames: ['worker'],
    buckets: BUCKETS,
    registers,
  });
  const failures = new Counter({
    name: 'cityrace_worker_failures_total',
    help: 'Turns and pieces that failed, by worker; most are tried again',
    labelNames: ['worker'],
    registers,
  });
  const queues = new Map<string, () => number>();
  new Gauge({
    name: 'cityrace_worker_waiting',
    help: 'What waits in a queue, or 1 while a loop is late, by worker',
    labelNames: ['worker'],
    registers,
    collect() {
      for (const [worker, read] of queues) this.set({ worker }, read());
    },
  });
  const fastPath = new Gauge({
    name: 'cityrace_fast_path',
    help: 'Whether a piece of the fast path is live (1), or the public way is used (0)',
    labelNames: ['piece'],
    registers,
  });
  const stop = addProcessFigures(registry);
  return {
    guess: (outcome, count = 1) => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    },
    ack: (milliseconds) => {
      observeAck(milliseconds / 1000);
    },
    refused: (code, milliseconds, count = 1) => {
      refusals.set(code, (refusals.get(code) ?? 0) + count);
      observeRefusal(milliseconds / 1000, count);
    },
    storeError: (store) => {
      storeErrors.inc({ store });
    },
    http: (route, status, milliseconds) => {
      http.observe({ route, status }, milliseconds / 1000);
    },
    worked(worker, milliseconds, failed) {
      work.observe({ worker }, milliseconds / 1000);
      if (failed) failures.inc({ worker });
    },
    waiting(worker, read) {
      queues.set(worker, read);
      work.zero({ worker });
      failures.inc({ worker }, 0);
    },
    gauge(name, help, read) {
      new Gauge({
        name: `cityrace_${name}`,
        help,
        registers,
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.remove();
          }
        },
      });
    },
    fastPath(live) {
      for (const [piece, isLive] of live) fastPath.set({ piece }, isLive ? 1 : 0);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop,
  };
}

const SAMPLING_MS = 20;

function addProcessFigures(registry: Registry): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: SAMPLING_MS });
  delay.enable();
  // Each sample is the time between two ticks of a timer: what is above its period is the lag.
  const lag = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - SAMPLING_MS / 1000);
  new Gauge({
    name: 'cityrace_event_loop_lag_seconds',
    help: 'Delay of the event loop since the last scrape, by quantile',
    labelNames: ['quantile'],
    registers,
    collect() {
      this.set({ quantile: '0.5' }, lag(delay.percentile(50)));
      this.set({ quantile: '0.99' }, lag(delay.percentile(99)));
      this.set({ quantile: '1' }, lag(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'User and system time',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
  return () => {
    delay.disable();
  };
}
