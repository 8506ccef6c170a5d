/** What a run came to, a second. */
export interface Rates {
  /** CPU of the servers, µs. */
  cpuUs: number;
  credited: number;
  refused: number;
}

/**
 * CPU of a refusal as a share of a guess's: a guess costs what the capacity run used, divided by what it credited. Of what an
 * overloaded run used, its credited guesses take that much each, and the refusals the rest:
 * `(cpu − credited × guess) ÷ refused ÷ guess`. Whatever makes a guess dearer beyond capacity counts as cost of the refusals.
 * NaN where nothing was refused, or nothing credited.
 */
export function refusalCost(capacity: Rates, overloaded: Rates): number {
  if (overloaded.refused === 0 || capacity.credited === 0) return Number.NaN;
  const guessUs = capacity.cpuUs / capacity.credited;
  return (overloaded.cpuUs - overloaded.credited * guessUs) / overloaded.refused / guessUs;
}
