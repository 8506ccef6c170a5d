/** What is said aloud of a clock: how long before the end, ms, and how. */
const WARNINGS = [
  [300_000, '5 minutes left'],
  [60_000, '1 minute left'],
  [10_000, '10 seconds left'],
] as const;
/** A warning stands for so long, so that a page that comes later does not say it, ms. */
const STANDS_MS = 4000;

/** The warning for `leftMs` of a game of `wholeMs`; '' between warnings. A game as short as a warning needs none. */
export const timeWarning = (leftMs: number, wholeMs: number): string =>
  WARNINGS.find(([at]) => at < wholeMs && leftMs <= at && leftMs > at - STANDS_MS)?.[1] ?? '';
