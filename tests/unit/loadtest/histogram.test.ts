import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHistogram } from '../../../loadtest/measure/histogram.ts';

test('percentiles are within a thousandth of the exact ones, at every size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.constantFrom(1, 50, 95, 99, 100),
      (durations, percent) => {
        const histogram = createHistogram();
        for (const ms of durations) histogram.add(ms);
        const sorted = [...durations].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
        expect(Math.abs(histogram.percentile(percent) - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.001);
      },
    ),
  );
});

test('counts sent elsewhere and merged execute the same percentiles', () => {
  const whole = createHistogram();
  const merged = createHistogram();
  for (let part = 0; part < 4; part++) {
    const one = createHistogram();
    for (let index = 0; index < 500; index++) {
      const ms = (part * 500 + index) ** 1.5 / 10;
      one.add(ms);
      whole.add(ms);
    }
    merged.merge(one.counts());
  }
  expect(merged.total).toBe(whole.total);
  for (const percent of [10, 50, 90, 99, 99.9]) {
    expect(merged.percentile(percent)).toBeCloseTo(whole.percentile(percent), 6);
  }
});

test('is empty at first and after clearing', () => {
  const histogram = createHistogram();
  expect([histogram.total, histogram.percentile(99), histogram.meanMs]).toEqual([0, 0, 0]);
  histogram.add(5);
  histogram.clear();
  expect([histogram.total, histogram.maxMs, histogram.counts()]).toEqual([0, 0, []]);
});

test('keeps what lies outside its range at its ends', () => {
  const histogram = createHistogram();
  histogram.add(-3);
  histogram.add(1e9);
  expect(histogram.total).toBe(2);
  expect(histogram.percentile(50)).toBe(0);
  expect(histogram.percentile(100)).toBeGreaterThan(130_000);
});
