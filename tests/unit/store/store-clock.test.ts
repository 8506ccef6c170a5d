import { describe, expect, it } from 'vitest';
import { createStoreClock } from '../../../server/store/redis/store-clock.ts';

/** A node whose own clock is off the store's by a constant, and the replies that it gets. */
function nodeOffBy(offsetMs: number) {
  let local = 1_790_000_000_000;
  let offset = offsetMs;
  const clock = createStoreClock(() => local);
  return {
    storeNow: () => local + offset,
    now: () => clock.now(),
    observe: (sentAt: number, told: number) => {
      clock.observe(sentAt, told);
    },
    local: () => local,
    /** The store reads its clock on the way, after `outMs`. */
    reply(outMs: number, backMs: number) {
      const sentAt = local;
      local += outMs;
      const told = Math.floor(local + offset);
      local += backMs;
      clock.observe(sentAt, told);
    },
    pass: (ms: number) => (local += ms),
    setStore: (byMs: number) => (offset += byMs),
  };
}

describe("the store's time on a node", () => {
  it('is as exact as the fastest of the newest replies', () => {
    const node = nodeOffBy(7000);
    node.reply(90, 10);
    expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(51);
    node.reply(1, 1);
    expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(1);
    for (let i = 0; i < 10; i += 1) node.reply(90, 10);
    expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(1);
  });

  it.each([
    ['that came before it was asked for', -60_000],
    ['that took absurdly long', 60_000],
  ])('ignores a reply %s', (_, tripMs) => {
    const node = nodeOffBy(7000);
    node.reply(20, 20);
    node.observe(node.local() - tripMs, node.storeNow() + 123_456);
    expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(1);
    node.observe(node.local() - 1, Number.NaN);
    expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(1);
  });

  it.each([-3_600_000, 3_600_000])(
    'follows a store whose own clock is set by %i ms, with the next reply',
    (stepMs) => {
      const node = nodeOffBy(0);
      for (let i = 0; i < 20; i += 1) node.reply(1, 1);
      node.setStore(stepMs);
      node.reply(40, 40);
      expect(Math.abs(node.now() - node.storeNow())).toBeLessThanOrEqual(1);
    },
  );
});
