/** What a budget may bound: milliseconds, counts, guesses a second, µs of server CPU, megabytes. */
const BUDGET_NAMES = ['p50', 'p95', 'p99', 'max', 'lag99', 'errors', 'lost', 'rate', 'cpu', 'rss'] as const;

export type BudgetName = (typeof BUDGET_NAMES)[number];

/** A figure that must not be worse than this. */
export interface Budget {
  name: BudgetName;
  limit: number;
}

/** Parses `name=number`; throws a `RangeError` for anything else. */
export function parseBudget(text: string): Budget {
  const [given, value] = text.split('=');
  const name = BUDGET_NAMES.find((known) => known === given);
  const limit = Number(value);
  if (name === undefined || value === undefined || Number.isNaN(limit)) {
    throw new RangeError(`--budget is name=number with one of ${BUDGET_NAMES.join(' ')}, not ${text}`);
  }
  return { name, limit };
}
