import { describe, expect, it } from 'vitest';
import { chevronFor } from '../../../client/map/chevron.ts';
import type { Point } from '../../../client/map/view.ts';

const size = { width: 800, height: 600 };

describe('the chevron to a find', () => {
  it.each([[[400, 300]], [[0, 0]], [[800, 600]]] as [Point][])(
    'is not shown for %o, which is on the map',
    (point) => {
      expect(chevronFor(point, size, 20)).toBeNull();
    },
  );

  it.each([
    [[2000, 300], 780, 300, 0],
    [[-500, 300], 20, 300, 180],
    [[400, -900], 400, 20, -90],
    [[400, 5000], 400, 580, 90],
    [[1200, 1100], 680, 580, 45],
  ] as [Point, number, number, number][])(
    'for %o stands at the edge, pointing there',
    (point, x, y, angle) => {
      const chevron = chevronFor(point, size, 20)!;
      expect(chevron.x).toBeCloseTo(x);
      expect(chevron.y).toBeCloseTo(y);
      expect(chevron.angle).toBeCloseTo(angle);
    },
  );
});
