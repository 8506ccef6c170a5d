const POLL_MS = 20;

/**
 * Asks every 20 ms until the answer is neither false, null nor undefined, and returns it. Rejects with `what` never came about
 * after `forMs`.
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  what: string,
  forMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + forMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined)
      return answer as Exclude<T, false | null | undefined>;
    if (Date.now() > end) throw new Error(`never came about in ${forMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
