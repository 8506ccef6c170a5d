import { createHistogram, type BucketCounts } from './histogram.ts';

/** What is counted, in all or in one second. `outcomes` are those of PROTOCOL's guess, refusal codes, and errors of the client's own. */
export interface Counters {
  sent: number;
  answered: number;
  /** Answers `found`: guesses the server credited. */
  accepted: number;
  /** Events of a room that reached a member for the first time. */
  delivered: number;
  /** Anything that should not happen: refusals, lost connections, answers that never came. */
  errors: number;
  outcomes: Record<string, number>;
}

/** One second of a run, as the worker reports it. */
export interface SecondSample {
  /** Seconds since the run began, warm-up included. */
  second: number;
  measured: boolean;
  counters: Counters;
  /** Answer time from the scheduled send, pairs of bucket and count. */
  latency: BucketCounts;
  /** From the guesser's send to the other members' receipt. */
  lag: BucketCounts;
  /** How late the client itself sent. */
  late: BucketCounts;
  /** CPU used by the worker in this second, milliseconds. */
  cpuMs: number;
  rssBytes: number;
}

export const emptyCounters = (): Counters => ({
  sent: 0,
  answered: 0,
  accepted: 0,
  delivered: 0,
  errors: 0,
  outcomes: {},
});

/** Adds one counters to another, in place. */
export function addCounters(sum: Counters, more: Counters): void {
  sum.sent += more.sent;
  sum.answered += more.answered;
  sum.accepted += more.accepted;
  sum.delivered += more.delivered;
  sum.errors += more.errors;
  for (const [outcome, count] of Object.entries(more.outcomes)) {
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + count;
  }
}

/** The worker's counters: hot path writes, once a second they are taken away. All times are `performance.now()` ms. */
export interface Meter {
  /** Called whenever something arrived: the open loop sends what is due then, so that no timer has to be finer than 1 ms. */
  onArrival: () => void;
  sent(scheduledAt: number, sentAt: number): void;
  answered(scheduledAt: number, outcome: string): void;
  accepted(): void;
  delivered(): void;
  lagged(ms: number): void;
  /** An error; `what` is counted among the outcomes. */
  failed(what: string): void;
  /** Takes what was counted since the last call. */
  take(second: number, measured: boolean): SecondSample;
}

export function createMeter(): Meter {
  const latency = createHistogram();
  const lag = createHistogram();
  const late = createHistogram();
  let counters = emptyCounters();
  let cpu = process.cpuUsage();
  const count = (outcome: string): void => {
    counters.outcomes[outcome] = (counters.outcomes[outcome] ?? 0) + 1;
  };
  const meter: Meter = {
    onArrival: () => undefined,
    sent(scheduledAt, sentAt) {
      counters.sent++;
      late.add(sentAt - scheduledAt);
    },
    answered(scheduledAt, outcome) {
      counters.answered++;
      latency.add(performance.now() - scheduledAt);
      count(outcome);
      meter.onArrival();
    },
    accepted() {
      counters.accepted++;
    },
    delivered() {
      counters.delivered++;
    },
    lagged(ms) {
      lag.add(ms);
    },
    failed(what) {
      counters.errors++;
      count(what);
    },
    take(second, measured) {
      const used = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      const taken: SecondSample = {
        second,
        measured,
        counters,
        latency: latency.counts(),
        lag: lag.counts(),
        late: late.counts(),
        cpuMs: (used.user + used.system) / 1000,
        rssBytes: process.memoryUsage.rss(),
      };
      counters = emptyCounters();
      latency.clear();
      lag.clear();
      late.clear();
      return taken;
    },
  };
  return meter;
}
