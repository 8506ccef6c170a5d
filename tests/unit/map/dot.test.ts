import { describe, expect, it } from 'vitest';
import { dotRadius, type DotContext } from '../../../client/map/dot.ts';

const desktop: DotContext = { zoom: 1, seats: false, phone: false, projector: false };

describe('the radius of a dot', () => {
  it.each([
    [0, {}, 2.1],
    [10_000, {}, 2.1],
    [100_000, {}, 2.28],
    [1_000_000, {}, 4.4],
    [9_000_000, {}, 10.6],
    [37_000_000, {}, 14],
    [1_000_000, { zoom: 16 }, 8.8],
    [9_000_000, { zoom: 16 }, 14],
    [500, { seats: true }, 3.5],
    [1_000_000, { seats: true }, 4.4],
    [500, { phone: true }, 2.4],
    [500, { phone: true, seats: true }, 3.5],
    [37_000_000, { projector: true }, 21],
    [500, { projector: true }, 3.15],
  ] as [number, Partial<DotContext>, number][])(
    'of %i people with %o is %d px',
    (population, change, radius) => {
      expect(dotRadius(population, { ...desktop, ...change })).toBeCloseTo(radius, 2);
    },
  );
});
