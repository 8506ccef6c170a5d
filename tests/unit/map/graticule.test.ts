import { describe, expect, it } from 'vitest';
import { graticuleStep, insetStep } from '../../../client/map/graticule.ts';

describe('the step of the graticule', () => {
  it.each([
    ['world', 150, 1, 10],
    ['theme', 150, 1, 10],
    ['continent', 35, 1, 5],
    ['country', 12, 1, 2],
    ['country', 50, 1, 5],
    ['country', 5, 1, 1],
    ['region', 2, 1, 0.5],
    ['world', 150, 3, 2],
    ['country', 12, 40, 0.1],
  ] as const)('of a %s over %d degrees at zoom %d is %d', (kind, span, zoom, step) => {
    expect(graticuleStep(kind, span, zoom)).toBe(step);
  });

  it('never grows with the zoom', () => {
    let last = Infinity;
    for (let zoom = 1; zoom <= 40; zoom *= 1.1) {
      const step = graticuleStep('continent', 35, zoom);
      expect(step).toBeLessThanOrEqual(last);
      last = step;
    }
  });
});

describe('the step of an inset', () => {
  it.each([
    [25, 5],
    [3, 1],
    [1.2, 0.2],
    [0.05, 0.1],
  ])('over %d degrees is %d', (span, step) => {
    expect(insetStep(span)).toBe(step);
  });
});
