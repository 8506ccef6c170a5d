import type { Budget, BudgetName } from '../options/budget.ts';
import type { Summary } from './summary.ts';

const FIGURES: { [name in BudgetName]: (summary: Summary) => number } = {
  p50: (summary) => summary.p50Ms,
  p95: (summary) => summary.p95Ms,
  p99: (summary) => summary.p99Ms,
  max: (summary) => summary.maxMs,
  lag99: (summary) => summary.lag99Ms,
  errors: (summary) => summary.errors,
  lost: (summary) => summary.wrong,
  rate: (summary) => summary.answeredPerSecond,
  cpu: (summary) => summary.cpuUsPerGuess,
  rss: (summary) => summary.serverRssBytes / 1e6,
};

interface Verdict extends Budget {
  value: number;
  kept: boolean;
}

/** Every budget is a ceiling, but `rate`, which is a floor. */
export const judgeBudgets = (budgets: readonly Budget[], summary: Summary): Verdict[] =>
  budgets.map(({ name, limit }) => {
    const value = FIGURES[name](summary);
    return { name, limit, value, kept: name === 'rate' ? value >= limit : value <= limit };
  });
