import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorkQueue, type WorkQueueOptions } from '../../../server/workers/work-queue.ts';
import { recordedLog, recordedMetrics } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

class Away extends Error {}
const isAway = (error: unknown): boolean => error instanceof Away;

function queueOf(work: (item: string) => Promise<void>, options: Partial<WorkQueueOptions<string>> = {}) {
  const metrics = recordedMetrics();
  const { log, said } = recordedLog();
  const queue = createWorkQueue<string>({
    name: 'queue',
    keyOf: (item) => item,
    work,
    concurrency: 2,
    mostWaiting: 1000,
    retryMs: (error) => (isAway(error) ? 499 : null),
    isPassing: isAway,
    metrics,
    log,
    ...options,
  });
  return { queue, metrics, said };
}

it('does a few at a time, in the order in which they came', async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const { queue } = queueOf((item) => {
    begun.push(item);
    return new Promise((resolve) => ends.push(resolve));
  });
  for (const item of ['a', 'b', 'c', 'd']) queue.add(item);
  expect(begun).toEqual(['a', 'b']);
  ends[1]!();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('does what comes again while it is being done once more, afterwards', async () => {
  let now = 0;
  let most = 0;
  let done = 0;
  const { queue } = queueOf(async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setTimeout(resolve, 10));
    now -= 1;
    done += 1;
  });
  for (let turn = 0; turn < 5; turn += 1) expect(queue.add('a')).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  expect([most, done, queue.isIdle()]).toEqual([1, 2, true]);
});

it('goes on behind one that fails for good, and tries again what failed for a while', async () => {
  let away = true;
  const done: string[] = [];
  const { queue, metrics, said } = queueOf((item) => {
    if (item === 'broken') return Promise.reject(new Error('broken'));
    if (away) return Promise.reject(new Away());
    done.push(item);
    return Promise.resolve();
  });
  for (const item of ['broken', 'a', 'b', 'c']) queue.add(item);
  await vi.advanceTimersByTimeAsync(400);
  expect(done).toEqual([]);
  expect(metrics.waitingOf('queue')).toBe(3);
  away = false;
  await vi.advanceTimersByTimeAsync(200);
  expect(done).toEqual(['a', 'b', 'c']);
  expect(said('worker failed')).toHaveLength(1);
  expect(queue.isIdle()).toBe(true);
  expect(metrics.turns.get('queue')).toEqual({ done: 7, failed: 4 });
});

it('refuses more than may wait, also while everything is to be tried again', async () => {
  const { queue } = queueOf(() => Promise.reject(new Away()), { mostWaiting: 10 });
  for (let index = 0; index < 10; index += 1) {
    expect(queue.add(`item ${index}`)).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(queue.add('one more')).toBe(false);
});

it('tries thousands again at a bounded rate', async () => {
  let tries = 0;
  const { queue } = queueOf(
    () => {
      tries += 1;
      return Promise.reject(new Away());
    },
    { mostWaiting: 100_000 },
  );
  for (let index = 0; index < 2000; index += 1) queue.add(`item ${index}`);
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(2000);
  await vi.advanceTimersByTimeAsync(510);
  expect(tries - 2000, 'a thousand in half a second').toBeLessThan(1200);
  await vi.advanceTimersByTimeAsync(600);
  expect(tries - 2000).toBeGreaterThanOrEqual(2000);
  await queue.stop();
});

it('works off a hundred thousand without going through those that it has done', async () => {
  let done = 0;
  const { queue } = queueOf(
    () => {
      done += 1;
      return Promise.resolve();
    },
    { mostWaiting: 200_000 },
  );
  const first = vi.spyOn(Map.prototype, 'entries');
  const iterated = vi.spyOn(Map.prototype, Symbol.iterator);
  for (let index = 0; index < 100_000; index += 1) queue.add(String(index));
  await queue.idle();
  expect(done).toBe(100_000);
  expect(iterated.mock.calls.length + first.mock.calls.length, 'no look at the first of many').toBeLessThan(
    10,
  );
});

it('forgets what waits when it stops, and resolves when what is being done is over', async () => {
  const done: string[] = [];
  const { queue } = queueOf(async (item) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    done.push(item);
  });
  for (const item of ['a', 'b', 'c']) queue.add(item);
  const stopped = queue.stop();
  await vi.advanceTimersByTimeAsync(100);
  await stopped;
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toEqual(['a', 'b']);
  expect(queue.add('d')).toBe(false);
});
