import { describe, expect, it } from 'vitest';
import { tintStep } from '../../../client/map/tint.ts';

describe('the tint of a region', () => {
  it.each([
    [0, 0],
    [1e-6, 4],
    [0.1499, 4],
    [0.15, 8],
    [0.2999, 8],
    [0.3, 12],
    [0.4499, 12],
    [0.45, 16],
    [1, 16],
    [Number.NaN, 0],
  ])('at a share of %d is %i %%', (share, step) => {
    expect(tintStep(share)).toBe(step);
  });
});
