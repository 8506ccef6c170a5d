import type { Summary } from './summary.ts';

/** A figure that must not be worse than this. Milliseconds, counts, guesses a second, µs of server CPU, megabytes. */
export interface Budget {
  name: BudgetName;
  limit: number;
}

const FIGURES = {
  p50: (summary: Summary) => summary.p50Ms,
  p95: (summary: Summary) => summary.p95Ms,
  p99: (summary: Summary) => summary.p99Ms,
  max: (summary: Summary) => summary.maxMs,
  lag99: (summary: Summary) => summary.lag99Ms,
  errors: (summary: Summary) => summary.errors,
  lost: (summary: Summary) => summary.wrong,
  rate: (summary: Summary) => summary.answeredPerSecond,
  cpu: (summary: Summary) => summary.cpuUsPerGuess,
  rss: (summary: Summary) => summary.serverRssBytes / 1e6,
};

type BudgetName = keyof typeof FIGURES;

/** Parses `name=number`; throws a `RangeError` for anything else. */
export function parseBudget(text: string): Budget {
  const [name, value] = text.split('=');
  const limit = Number(value);
  if (name === undefined || !(name in FIGURES) || value === undefined || Number.isNaN(limit)) {
    throw new RangeError(
      `--budget is name=number with one of ${Object.keys(FIGURES).join(' ')}, not ${text}`,
    );
  }
  return { name: name as BudgetName, limit };
}

export interface Verdict extends Budget {
  value: number;
  kept: boolean;
}

/** Every budget is a ceiling, but `rate`, which is a floor. */
export const judgeBudgets = (budgets: readonly Budget[], summary: Summary): Verdict[] =>
  budgets.map(({ name, limit }) => {
    const value = FIGURES[name](summary);
    return { name, limit, value, kept: name === 'rate' ? value >= limit : value <= limit };
  });
