import type { SecondRow } from '../report/run-record.ts';
import { CALM_WARM_UP_SECONDS } from './levels.ts';

/** So many seconds in a row have to be usual again. */
const IN_A_ROW = 3;
/** A second is usual with a p99 up to this multiple of the usual one, or so many ms above it, whichever is more. */
const USUAL_FACTOR = 2;
const USUAL_SLACK_MS = 20;
/** And with this share of the calm rate answered. */
const USUAL_RATE = 0.8;

export interface RecoverySpan {
  /** Guesses a second before and after. */
  calmRate: number;
  /** Seconds of the run at which the load rose, and fell. */
  from: number;
  until: number;
  /** Whole seconds observed after that. */
  after: number;
}

/**
 * Whole seconds from when the load fell until p99 was usual again, and stayed so; `after` when that was not seen. Only guesses
 * that were due since then count: those of the crowd may still be answered.
 */
export function recoverySeconds(rows: readonly SecondRow[], span: RecoverySpan): number {
  const { calmRate, from, until, after } = span;
  const before = rows.filter(({ second }) => second >= CALM_WARM_UP_SECONDS && second < from);
  const usualMs = usualOf(before.map(({ p99Ms }) => p99Ms));
  const limitMs = Math.max(usualMs * USUAL_FACTOR, usualMs + USUAL_SLACK_MS);
  const isUsual = (second: number): boolean => {
    const row = rows.find((each) => each.second === second);
    return row !== undefined && row.phase99Ms <= limitMs && row.answered >= calmRate * USUAL_RATE;
  };
  for (let passed = 0; passed + IN_A_ROW <= after; passed++) {
    if (Array.from({ length: IN_A_ROW }, (_, index) => until + passed + index).every(isUsual)) return passed;
  }
  return after;
}

/** The median: one slow second says nothing. */
function usualOf(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
