import { describe, expect, it } from 'vitest';
import { throwDistance, thrownShare, throwOf, withSample, type Sample } from '../../../client/map/inertia.ts';
import { wheelFactor } from '../../../client/map/wheel.ts';

const wheel = (deltaY: number, change = {}): number =>
  wheelFactor({ deltaY, deltaMode: 0, ctrlKey: false, ...change });

describe('the wheel', () => {
  it('zooms by distance, however many events report it', () => {
    expect(wheel(-1) ** 100).toBeCloseTo(wheel(-100), 6);
    expect(wheel(-1) ** 10).toBeLessThan(1.03);
  });

  it('zooms in and out alike', () => {
    expect(wheel(-100) * wheel(100)).toBeCloseTo(1, 9);
    expect(wheel(-100)).toBeGreaterThan(1.2);
    expect(wheel(-100)).toBeLessThan(1.3);
  });

  it('knows lines and pages, pinching fingers, and no leap', () => {
    expect(wheel(-3, { deltaMode: 1 })).toBeCloseTo(wheel(-54), 9);
    expect(wheel(-10, { ctrlKey: true })).toBeGreaterThan(wheel(-10) ** 3);
    expect(wheel(-5, { deltaMode: 2 })).toBeLessThan(2);
  });
});

describe('a throw', () => {
  const drag = (pxPerMs: number, rest = 0): [readonly Sample[], number] => {
    let samples: readonly Sample[] = [];
    for (let ms = 0; ms <= 160; ms += 16) samples = withSample(samples, { at: [ms * pxPerMs, 0], ms });
    return [samples, 160 + rest];
  };

  it('goes on as fast as the hand did, and slows down', () => {
    const velocity = throwOf(...drag(1))!;
    expect(velocity[0]).toBeCloseTo(1, 6);
    expect(throwDistance(velocity)[0]).toBeGreaterThan(200);
    expect(thrownShare(0)).toBe(0);
    expect(thrownShare(0.25)).toBeGreaterThan(0.6);
    expect(thrownShare(1)).toBe(1);
  });

  it('is none when the hand rested, or hardly moved', () => {
    expect(throwOf(...drag(1, 200))).toBeNull();
    expect(throwOf(...drag(0.05))).toBeNull();
    expect(throwOf([], 5)).toBeNull();
  });

  it('is never a leap', () => {
    expect(throwOf(...drag(40))![0]).toBeCloseTo(4, 6);
  });
});
