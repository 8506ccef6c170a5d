import type { Ack } from '../messages.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Timers } from './timers.ts';

/** Refusals that pass by themselves, also where they do not say when. */
const PASSING: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'unavailable',
  'draining',
  'rate_limited',
  'overloaded',
]);
/** After no answer, or a refusal that passes but does not say when, ms. */
const RETRY_MS = 1000;

/**
 * How long to wait before the same command is sent again, ms; `null`: the answer stands. Any refusal with `retryAfterMs`
 * passes, whatever its code, because codes are added.
 */
export function retryDelay(answer: Ack<unknown> | null, silentMs = RETRY_MS): number | null {
  if (answer === null) return silentMs;
  if (answer.ok) return null;
  return answer.retryAfterMs ?? (PASSING.has(answer.code) ? RETRY_MS : null);
}

export interface RetryOptions {
  timers: Timers;
  /** Asked before each wait of `waitMs`: false gives up. */
  keepTrying(waitMs: number): boolean;
  /** After no answer, ms. */
  silentMs?: number;
}

/**
 * Sends a command until it is accepted or refused for good; every command of the protocol may be repeated. Resolves with
 * that answer, or with the last one (`null`: there was none) when it gave up.
 */
export async function retryUntilAccepted<Answer>(
  send: () => Promise<Ack<Answer> | null>,
  options: RetryOptions,
): Promise<Ack<Answer> | null> {
  for (;;) {
    const answer = await send();
    const waitMs = retryDelay(answer, options.silentMs);
    if (waitMs === null || !options.keepTrying(waitMs)) return answer;
    await new Promise<void>((resolve) => options.timers.setTimeout(resolve, waitMs));
  }
}
