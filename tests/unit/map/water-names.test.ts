import { describe, expect, it } from 'vitest';
import { isInside, overlaps } from '../../../client/map/box.ts';
import { placeWaterNames, type Water } from '../../../client/map/water-names.ts';
import type { Point } from '../../../client/map/view.ts';

const bounds = { x0: 0, y0: 0, x1: 800, y1: 600 };
const measure = (text: string, size: number): number => text.length * size * 0.5;
/** A plate carrée of 10 px a degree, 0° 60°N at the top left, seam at 180°. */
const project = ([lon, lat]: readonly [number, number]): Point => [
  (((lon + 540) % 360) - 180) * 10,
  (60 - lat) * 10,
];
const place = (waters: Water[], obstacles = [] as (typeof bounds)[]) =>
  placeWaterNames(waters, project, bounds, obstacles, measure);

const wide: Water = {
  name: 'North Sea',
  rank: 2,
  line: [
    [10, 40],
    [30, 40],
  ],
};

describe('names of waters', () => {
  it('stand on one line where there is room', () => {
    const [name] = place([wide]);
    expect(name!.lines).toEqual(['North Sea']);
    expect(name!.size).toBeGreaterThan(15);
    expect(name!.boxes.every((box) => isInside(box, bounds))).toBe(true);
  });

  it('stand on two where there is not', () => {
    const [name] = place([
      {
        name: 'North Atlantic Ocean',
        rank: 1,
        line: [
          [10, 40],
          [22, 40],
        ],
      },
    ]);
    expect(name!.lines).toEqual(['North Atlantic', 'Ocean']);
  });

  it('are left out of water too narrow for them', () => {
    expect(
      place([
        {
          name: 'Gulf of Finland',
          rank: 4,
          line: [
            [10, 40],
            [16, 40],
          ],
        },
      ]),
    ).toEqual([]);
    expect(
      place([
        {
          name: 'Red Sea',
          rank: 2,
          line: [
            [10, 40],
            [12, 36],
          ],
        },
      ]),
    ).toEqual([]);
  });

  it('run from left to right even when the water is given the other way', () => {
    const [name] = place([
      {
        ...wide,
        line: [
          [30, 40],
          [10, 40],
        ],
      },
    ]);
    const [first, last] = [name!.boxes[0]!, name!.boxes.at(-1)!];
    expect(first.x0).toBeLessThan(last.x0);
  });

  it('are not set across the seam of the sheet', () => {
    expect(
      place([
        {
          name: 'North Pacific Ocean',
          rank: 1,
          line: [
            [150, 40],
            [210, 40],
          ],
        },
      ]),
    ).toEqual([]);
  });

  it('keep off obstacles and each other, the greater water first', () => {
    const gulf: Water = {
      name: 'Some Gulf',
      rank: 3,
      line: [
        [12, 40.2],
        [28, 40.2],
      ],
    };
    expect(place([gulf, wide]).map(({ lines }) => lines[0])).toEqual(['North Sea']);
    const obstacle = { x0: 150, y0: 190, x1: 250, y1: 210 };
    for (const { boxes } of place([wide], [obstacle])) {
      expect(boxes.some((box) => overlaps(box, obstacle))).toBe(false);
    }
  });

  it('are written once, though the water be given twice', () => {
    expect(
      place([
        wide,
        {
          ...wide,
          line: [
            [10, 20],
            [30, 20],
          ],
        },
      ]),
    ).toHaveLength(1);
  });
});
