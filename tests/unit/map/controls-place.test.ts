import { describe, expect, it } from 'vitest';
import { controlsBox, createInsideTest, placeControls } from '../../../client/map/controls-place.ts';
import { overlaps, type Box } from '../../../client/map/box.ts';
import type { Point } from '../../../client/map/view.ts';

const size = { width: 900, height: 700 };
const ring = ({ x0, y0, x1, y1 }: Box): Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
const corsica: Box = { x0: 800, y0: 560, x1: 880, y1: 690 };

describe('the buttons of the map', () => {
  it('stand at the foot where nothing is in play', () => {
    expect(placeControls(3, false, size, [], () => false)).toEqual({ isTop: false, isRow: false });
    expect(placeControls(2, true, size, [], () => false)).toEqual({ isTop: true, isRow: false });
  });

  it('make room for an island in their corner', () => {
    const isLand = createInsideTest([ring(corsica)]);
    const place = placeControls(3, false, size, [], isLand);
    expect(overlaps(controlsBox(place, 3, false, size), corsica)).toBe(false);
  });

  it('lie down where land ends above them', () => {
    const isLand = createInsideTest([ring({ x0: 700, y0: 0, x1: 900, y1: 600 })]);
    expect(placeControls(4, false, size, [], isLand)).toEqual({ isTop: false, isRow: true });
  });

  it('cover no inset', () => {
    const inset = { x0: 700, y0: 500, x1: 895, y1: 695 };
    expect(placeControls(3, false, size, [inset], () => false).isTop).toBe(true);
  });
});

describe('a point of land', () => {
  const isLand = createInsideTest([
    ring({ x0: 0, y0: 0, x1: 100, y1: 100 }),
    ring({ x0: 40, y0: 40, x1: 60, y1: 60 }),
  ]);
  it.each([
    [[10, 10], true],
    [[50, 50], false],
    [[101, 50], false],
    [[70, 50], true],
  ] as const)('at %o: %s', (point, expected) => {
    expect(isLand(point)).toBe(expected);
  });
});
