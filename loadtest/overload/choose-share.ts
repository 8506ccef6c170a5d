/** The share of a core that a server is held to at first. */
export const FIRST_SHARE = 0.3;
const LEAST_SHARE = 0.05;
/** What client and store may use of their core at the highest load. */
const MOST_CORES = 0.7;
/** CPU that sending a guess and reading its refusal takes the client, µs. */
const REFUSAL_US = 15;
/** The highest load, as a multiple of the capacity. */
const HIGHEST_FACTOR = 4;

/**
 * The share of a core that leaves the client room: what it and the store used at `capacity` guesses a second under
 * {@link FIRST_SHARE}, and the refusals of the highest load on top, scaled to what they may use.
 */
export function chooseShare(capacity: number, clientAndStoreCores: number): number {
  const highest = clientAndStoreCores + (capacity * (HIGHEST_FACTOR - 1) * REFUSAL_US) / 1e6;
  const share = Math.min(FIRST_SHARE, (FIRST_SHARE * MOST_CORES) / highest);
  return Math.max(LEAST_SHARE, Math.floor(share * 100) / 100);
}
