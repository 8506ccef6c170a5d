import { describe, expect, it } from 'vitest';
import { createAdaptiveLimit } from '../../../server/limits/adaptive-limit.ts';

const options = { targetMs: 100, least: 64, most: 4096 };

/** A store that answers one after the other, and a crowd that always has one more, on a clock of their own. */
function saturated(limit = createAdaptiveLimit(options)) {
  const sentAt: number[] = [];
  let answered = 0;
  let now = 0;
  return {
    limit,
    /** Answers how many were answered in these seconds, and how long the last one had waited. */
    run(perSecond: number, seconds: number): { count: number; waitMs: number } {
      const before = answered;
      let waitMs = 0;
      for (const end = now + seconds * 1000; now < end; now += 1) {
        while (sentAt.length - answered < limit.value) sentAt.push(now);
        limit.reached();
        for (let i = 0; i < perSecond / 1000 && answered < sentAt.length; i += 1) {
          waitMs = now - sentAt[answered]!;
          answered += 1;
          limit.answered(now, waitMs);
        }
      }
      return { count: answered - before, waitMs };
    },
  };
}

describe('the limit on what is under way', () => {
  it.each([1000, 4000, 10_000])(
    'lets a store of %i answers a second be busy, and a queue wait about as long as may be',
    (perSecond) => {
      const { count, waitMs } = saturated().run(perSecond, 20);
      expect(waitMs).toBeGreaterThan(50);
      expect(waitMs).toBeLessThan(200);
      expect(count).toBeGreaterThan(perSecond * 20 * 0.98);
    },
  );

  it('follows a store that becomes slow, and one that becomes quick again', () => {
    const store = saturated();
    store.run(10_000, 20);
    expect(store.run(2000, 10).waitMs).toBeLessThan(200);
    expect(store.run(10_000, 10).count).toBeGreaterThan(10_000 * 10 * 0.9);
  });

  it('stays where it is while it is not reached, and through a burst that drains', () => {
    const limit = createAdaptiveLimit(options);
    for (let now = 0; now < 5000; now += 1) limit.answered(now, now % 100 === 0 ? 1 : 400);
    expect(limit.value).toBe(4096);
  });

  it('has bounds', () => {
    const limit = createAdaptiveLimit(options);
    for (let now = 0; now < 20_000; now += 1) limit.answered(now, 5000);
    expect(limit.value).toBe(64);
    for (let now = 20_000; now < 60_000; now += 1) {
      limit.reached();
      limit.answered(now, 1);
    }
    expect(limit.value).toBe(4096);
  });
});
