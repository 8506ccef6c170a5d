import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack } from '../../shared/messages.ts';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/**
 * Sends a command again while the answer is `unavailable`, as the protocol wants it: after the answer's `retryAfterMs`, or
 * half a second. Every command sent this way may be repeated. Resolves with the accepted answer, rejects with the code of any
 * other refusal.
 */
export async function retryUntilAccepted<Answer>(
  send: () => Promise<Ack<Answer>>,
): Promise<Answer & { ok: true }> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    if (answer.ok) return answer;
    if (answer.code !== 'unavailable' || attempt === ATTEMPTS)
      throw new Error(`${answer.code}: ${answer.message}`);
    await sleep(answer.retryAfterMs ?? PAUSE_MS);
  }
}
