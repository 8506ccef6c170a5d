import { describe, expect, it } from 'vitest';
import { lengthOf, pathOf, slice } from '../../../client/map/polyline.ts';
import type { Point } from '../../../client/map/view.ts';

const corner: Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
];

describe('a polyline', () => {
  it('is as long as its parts', () => {
    expect(lengthOf(corner)).toBe(20);
    expect(lengthOf([])).toBe(0);
  });

  it.each([
    [
      5,
      15,
      [
        [5, 0],
        [10, 0],
        [10, 5],
      ],
    ],
    [
      0,
      5,
      [
        [0, 0],
        [5, 0],
      ],
    ],
    [
      12,
      18,
      [
        [10, 2],
        [10, 8],
      ],
    ],
  ])('is cut from %d to %d', (from, to, expected) => {
    expect(slice(corner, from, to)).toEqual(expected);
  });

  it('is written to a tenth of a pixel', () => {
    expect(
      pathOf([
        [0.04, 1.26],
        [2, 3],
      ]),
    ).toBe('M0.0,1.3L2.0,3.0');
  });
});
