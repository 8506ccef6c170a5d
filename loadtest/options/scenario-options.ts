import { DEFAULTS, type LoadOptions } from './load-options.ts';

/** The scenario's options, under those that the command line sets. */
export function withScenario(
  given: LoadOptions,
  explicit: ReadonlySet<keyof LoadOptions>,
  scenario: Partial<LoadOptions>,
): LoadOptions {
  const kept = Object.entries(given).filter(([key]) => explicit.has(key as keyof LoadOptions));
  return { ...DEFAULTS, ...scenario, ...Object.fromEntries(kept) };
}
