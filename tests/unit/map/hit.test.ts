import { describe, expect, it } from 'vitest';
import type { Dot } from '../../../client/map/dots.ts';
import { createHitTest } from '../../../client/map/hit.ts';

const dot = (id: number, x: number, y: number, r: number): Dot => ({
  city: { id, name: String(id), lat: 0, lon: 0, population: r },
  x,
  y,
  r,
  missed: false,
});

describe('the dot under the pointer', () => {
  const hits = createHitTest([dot(1, 100, 100, 14), dot(2, 106, 100, 3), dot(3, 200, 100, 3)]);

  it.each([
    [[92, 100], 0, 1],
    [[106, 100], 0, 2],
    [[108, 101], 0, 2],
    [[206, 100], 4, 3],
    [[208, 100], 4, undefined],
    [[117, 100], 4, 1],
    [[400, 400], 4, undefined],
  ] as [[number, number], number, number | undefined][])('at %o within %d px is %s', (at, slack, id) => {
    expect(hits.at(at, slack)?.city.id).toBe(id);
  });

  it('is none on an empty map', () => {
    expect(createHitTest([]).at([1, 1], 10)).toBeUndefined();
  });
});
