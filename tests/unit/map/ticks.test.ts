import { describe, expect, it } from 'vitest';
import { edgeTicks, frameTicks, type Tick } from '../../../client/map/ticks.ts';

const rounded = (ticks: Tick[]): [number, number][] =>
  ticks.map(({ from, to }) => [Math.round(from), Math.round(to)]);

describe('the ticks of an edge', () => {
  it.each([
    [
      'starts dark at 0°',
      (d: number) => d / 10,
      [
        [0, 100],
        [200, 300],
        [400, 480],
      ],
    ],
    [
      'starts light at 10°',
      (d: number) => 10 + d / 10,
      [
        [100, 200],
        [300, 400],
      ],
    ],
    [
      'starts within a dark length',
      (d: number) => 5 + d / 10,
      [
        [0, 50],
        [150, 250],
        [350, 450],
      ],
    ],
    [
      'runs backwards',
      (d: number) => 20 - d / 10,
      [
        [100, 200],
        [300, 400],
      ].map(([a, b]) => [a, b]),
    ],
    [
      'crosses the antimeridian',
      (d: number) => ((175 + d / 10 + 180) % 360) - 180,
      [
        [50, 150],
        [250, 350],
        [450, 480],
      ],
    ],
    ['leaves the globe', (d: number) => (d > 145 ? Number.NaN : 0), [[0, 150]]],
    ['is off the globe', () => Number.NaN, []],
  ] as [string, (d: number) => number, [number, number][]][])('when it %s', (_, degreesAt, expected) => {
    expect(rounded(edgeTicks(480, 10, degreesAt))).toEqual(expected);
  });

  it('draws every step when samples are coarser than it', () => {
    expect(edgeTicks(480, 1, (d) => d / 2)).toHaveLength(120);
  });
});

describe('the ticks of a frame', () => {
  it('follow longitude along the top and latitude down the sides', () => {
    const ticks = frameTicks(200, 100, 10, ([x, y]) => [x / 10, 50 - y / 10]);
    expect(rounded(ticks.top)).toEqual([[0, 100]]);
    expect(rounded(ticks.bottom)).toEqual([[0, 100]]);
    expect(rounded(ticks.left)).toEqual([[0, 100]]);
    expect(ticks.left).toEqual(ticks.right);
  });
});
