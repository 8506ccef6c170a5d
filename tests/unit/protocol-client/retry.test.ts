import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { retryDelay, retryUntilAccepted } from '../../../shared/client/retry.ts';
import type { Ack } from '../../../shared/messages.ts';
import { refusal } from './fixture.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('waits as a refusal says, whatever its code, and lets every other answer stand', () => {
  expect(retryDelay(refusal('overloaded', 70))).toBe(70);
  expect(retryDelay(refusal('room_full', 5))).toBe(5);
  expect(retryDelay(refusal('draining'))).toBe(1000);
  expect(retryDelay(refusal('unavailable'))).toBe(1000);
  expect(retryDelay(null, 30)).toBe(30);
  expect(retryDelay(refusal('room_full'))).toBe(null);
  expect(retryDelay({ ok: true })).toBe(null);
});

/** A command that is answered so, time after time. */
function answering(...answers: (Ack<object> | null)[]): {
  send: () => Promise<Ack<object> | null>;
  times: number[];
} {
  const from = Date.now();
  const times: number[] = [];
  return {
    times,
    send() {
      times.push(Date.now() - from);
      return Promise.resolve(answers[times.length - 1]!);
    },
  };
}

it('sends a command until it is accepted or refused for good', async () => {
  for (const last of [{ ok: true as const }, refusal('not_host')]) {
    const { send, times } = answering(null, refusal('rate_limited', 40), last);
    const done = retryUntilAccepted(send, { timers: globalThis, keepTrying: () => true, silentMs: 5 });
    await vi.runAllTimersAsync();
    expect(await done).toEqual(last);
    expect(times).toEqual([0, 5, 45]);
  }
});

it('gives up when it is told to, before a wait, with the last answer', async () => {
  const { send, times } = answering(refusal('unavailable'), refusal('rate_limited', 60_000));
  const answer = retryUntilAccepted(send, { timers: globalThis, keepTrying: (waitMs) => waitMs < 5000 });
  await vi.runAllTimersAsync();
  expect(await answer).toMatchObject({ code: 'rate_limited' });
  expect(times).toEqual([0, 1000]);
});
