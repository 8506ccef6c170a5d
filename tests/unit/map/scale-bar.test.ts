import { describe, expect, it } from 'vitest';
import { scaleBar } from '../../../client/map/scale-bar.ts';

describe('the scale bar', () => {
  it.each([
    [4, 150, 500, 125],
    [1, 150, 100, 100],
    [1.34, 150, 200, 149.25],
    [0.02, 150, 2, 100],
    [0.001, 150, 0.1, 100],
    [30, 150, 2000, 66.67],
    [0.5, 100, 50, 100],
  ])('at %d km a pixel, at most %i px, shows %d km', (kmPerPixel, longest, km, width) => {
    const bar = scaleBar(kmPerPixel, longest)!;
    expect(bar.km).toBe(km);
    expect(bar.width).toBeCloseTo(width, 1);
  });

  it.each([0, -1, Number.NaN, Infinity])('is left out where a pixel is %d km', (kmPerPixel) => {
    expect(scaleBar(kmPerPixel, 150)).toBeNull();
  });
});
