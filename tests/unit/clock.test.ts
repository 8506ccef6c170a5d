import { describe, expect, it } from 'vitest';
import { createMonotonicEpoch, createSteadyClock } from '../../server/clock.ts';

/** A machine whose clock somebody sets. */
function machine() {
  const time = { wall: 1_790_000_000_000, monotonic: 5000 };
  return {
    sources: { wall: () => time.wall, monotonic: () => time.monotonic },
    pass: (ms: number) => {
      time.wall += ms;
      time.monotonic += ms;
    },
    setWall: (byMs: number) => {
      time.wall += byMs;
    },
  };
}

describe('a monotonic epoch clock', () => {
  it.each([-3_600_000, 3_600_000])('runs on when the system clock is set by %i ms', (stepMs) => {
    const { sources, pass, setWall } = machine();
    const now = createMonotonicEpoch(sources);
    expect(now()).toBe(1_790_000_000_000);
    pass(250);
    setWall(stepMs);
    pass(250);
    expect(now()).toBe(1_790_000_000_500);
  });
});

describe('a steady clock', () => {
  it('follows the system clock forwards', () => {
    const { sources, pass, setWall } = machine();
    const now = createSteadyClock(sources);
    pass(10);
    setWall(60_000);
    expect(now()).toBe(1_790_000_060_010);
  });

  it('goes on at the same pace when the system clock is set back, until that has caught up', () => {
    const { sources, pass, setWall } = machine();
    const now = createSteadyClock(sources);
    setWall(-10_000);
    expect(now()).toBe(1_790_000_000_000);
    pass(4000);
    expect(now()).toBe(1_790_000_004_000);
    setWall(11_000);
    expect(now()).toBe(1_790_000_005_000);
  });

  it('tells whole milliseconds that never go backwards', () => {
    let monotonic = 0;
    const now = createSteadyClock({ wall: () => 1000 + Math.floor(monotonic), monotonic: () => monotonic });
    let before = 0;
    for (let i = 0; i < 1000; i += 1) {
      monotonic += 0.37;
      const told = now();
      expect(Number.isInteger(told)).toBe(true);
      expect(told).toBeGreaterThanOrEqual(before);
      expect(Math.abs(told - (1000 + monotonic))).toBeLessThanOrEqual(1.001);
      before = told;
    }
  });
});
