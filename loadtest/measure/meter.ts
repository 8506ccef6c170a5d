import { createHistogram, type BucketCounts } from './histogram.ts';

/** What is counted, in all or in one second. */
export interface Counters {
  /** Guesses that fell due; each counts once, however often it is sent. */
  sent: number;
  /** Answers with an outcome. */
  answered: number;
  /** Answers `found`: guesses the server credited. */
  accepted: number;
  /** Refusals of guesses; a guess that is sent again may be refused again. */
  refused: number;
  /** Guesses that a refusal held back and that were given up before they were sent again: none of them is recorded. */
  givenUp: number;
  /** Events of a room that reached a member for the first time. */
  delivered: number;
  /** Anything that should not happen: refusals but {@link EXPECTED_REFUSAL}, lost connections, answers that never came. */
  errors: number;
  /** Outcomes of guesses (docs/protocol.md), and errors by what they were. */
  outcomes: Record<string, number>;
  /** Refusals of guesses by code. */
  refusals: Record<string, number>;
}

/**
 * The code with which a server beyond its capacity refuses before it does anything: what it should do, so no error, and such a
 * guess is not recorded.
 */
export const EXPECTED_REFUSAL = 'overloaded';

/** One second of a run, as the worker reports it. */
export interface SecondSample {
  /** Seconds since the run began, warm-up included. */
  second: number;
  measured: boolean;
  counters: Counters;
  /** Answer time from when a guess was due, pairs of bucket and count. */
  latency: BucketCounts;
  /** The same of guesses that were due before the present phase of the run began. */
  overdue: BucketCounts;
  /** From when a guess was due, or was sent again, to its refusal. */
  refusals: BucketCounts;
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
  refused: 0,
  givenUp: 0,
  delivered: 0,
  errors: 0,
  outcomes: {},
  refusals: {},
});

/** Adds one counters to another, in place. */
export function addCounters(sum: Counters, more: Counters): void {
  sum.sent += more.sent;
  sum.answered += more.answered;
  sum.accepted += more.accepted;
  sum.refused += more.refused;
  sum.givenUp += more.givenUp;
  sum.delivered += more.delivered;
  sum.errors += more.errors;
  addCounts(sum.outcomes, more.outcomes);
  addCounts(sum.refusals, more.refusals);
}

function addCounts(sum: Record<string, number>, more: Record<string, number>): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}

/** The worker's counters: hot path writes, once a second they are taken away. All times are `performance.now()` ms. */
export interface Meter {
  /** Called whenever something arrived: the open loop sends what is due then, so that no timer has to be finer than 1 ms. */
  onArrival: () => void;
  sent(scheduledAt: number, sentAt: number): void;
  answered(scheduledAt: number, outcome: string): void;
  accepted(): void;
  /** A guess that was due, or sent again, at `since` was refused. */
  refused(since: number, code: string): void;
  givenUp(count: number): void;
  /** Another phase of the run begins: what was due before it is told apart. */
  phase(): void;
  delivered(): void;
  lagged(ms: number): void;
  /** An error; `what` is counted among the outcomes. */
  failed(what: string): void;
  /** Takes what was counted since the last call. */
  take(second: number, measured: boolean): SecondSample;
}

export function createMeter(): Meter {
  const latency = createHistogram();
  const overdue = createHistogram();
  const refusals = createHistogram();
  const lag = createHistogram();
  const late = createHistogram();
  let phaseStartedAt = 0;
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
      (scheduledAt < phaseStartedAt ? overdue : latency).add(performance.now() - scheduledAt);
      count(outcome);
      meter.onArrival();
    },
    accepted() {
      counters.accepted++;
    },
    refused(since, code) {
      counters.refused++;
      counters.refusals[code] = (counters.refusals[code] ?? 0) + 1;
      refusals.add(performance.now() - since);
      if (code !== EXPECTED_REFUSAL) meter.failed(`refused: ${code}`);
      meter.onArrival();
    },
    givenUp(count) {
      counters.givenUp += count;
    },
    phase() {
      phaseStartedAt = performance.now();
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
        overdue: overdue.counts(),
        refusals: refusals.counts(),
        lag: lag.counts(),
        late: late.counts(),
        cpuMs: (used.user + used.system) / 1000,
        rssBytes: process.memoryUsage.rss(),
      };
      counters = emptyCounters();
      latency.clear();
      overdue.clear();
      refusals.clear();
      lag.clear();
      late.clear();
      return taken;
    },
  };
  return meter;
}
