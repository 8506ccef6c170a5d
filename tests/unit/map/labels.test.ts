import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grown, isInside, overlaps } from '../../../client/map/box.ts';
import { labelLimit, labelSize, placeLabels, type LabelDot } from '../../../client/map/labels.ts';

const bounds = { x0: 0, y0: 0, x1: 600, y1: 400 };
const measure = (text: string, size: number): number => text.length * size * 0.5;
const dot = (
  id: number,
  x: number,
  y: number,
  population = 1_000_000 - id,
  r = 4,
  name = `City ${id}`,
): LabelDot => ({
  id,
  name,
  population,
  x,
  y,
  r,
});
const place = (dots: LabelDot[], change: Partial<Parameters<typeof placeLabels>[0]> = {}) =>
  placeLabels({ dots, bounds, limit: 34, measure, ...change });

describe('the place of a label', () => {
  it('is right of its dot where nothing is in the way', () => {
    const [label] = place([dot(1, 300, 200)]);
    expect(label).toMatchObject({ id: 1, text: 'City 1', x: 308 });
    expect(label!.box.y0).toBeLessThan(200);
    expect(label!.box.y1).toBeGreaterThan(200);
  });

  it('is left of its dot at the right edge', () => {
    const [label] = place([dot(1, 590, 200)]);
    expect(label!.box.x1).toBeCloseTo(582);
  });

  it('goes round an obstacle', () => {
    const [label] = place([dot(1, 300, 200)], { obstacles: [{ x0: 305, y0: 190, x1: 420, y1: 210 }] });
    expect(label!.box.x1).toBeLessThan(300);
  });

  it('is nowhere when all eight are taken', () => {
    expect(place([dot(1, 300, 200)], { obstacles: [{ x0: 200, y0: 150, x1: 400, y1: 250 }] })).toEqual([]);
  });

  it('keeps 6 px from a larger dot', () => {
    // Right of the second, the label would end 4 px before the first, which is larger.
    const labels = place([dot(1, 350, 200, 900_000), dot(2, 300, 200, 800_000, 4, 'Abcdef')]);
    const second = labels.find(({ id }) => id === 2)!;
    expect(overlaps(grown(second.box, 6), { x0: 346, y0: 196, x1: 354, y1: 204 })).toBe(false);
  });

  it('covers a dot hardly smaller only for the 14 largest', () => {
    const cornered = [100, 40].map((width) => ({ x0: 300 - width, y0: 0, x1: 296, y1: 400 }));
    const around = [{ x0: 0, y0: 0, x1: 600, y1: 190 }, { x0: 0, y0: 210, x1: 600, y1: 400 }, cornered[0]!];
    const large = Array.from({ length: 14 }, (_, i) => dot(100 + i, -500, -500, 5_000_000 - i));
    const pair = [dot(1, 300, 200, 50_000), dot(2, 325, 200, 40_000)];
    expect(place(pair, { obstacles: around }).map(({ id }) => id)).toContain(1);
    expect(place([...large, ...pair], { obstacles: around }).map(({ id }) => id)).not.toContain(1);
  });

  it('covers a dot of a fourth of its people where nothing else is free: Munich comes before Atyrau', () => {
    const around = [
      { x0: 0, y0: 0, x1: 600, y1: 190 },
      { x0: 0, y0: 210, x1: 600, y1: 400 },
      { x0: 200, y0: 0, x1: 296, y1: 400 },
    ];
    const large = Array.from({ length: 14 }, (_, i) => dot(100 + i, -500, -500, 5_000_000 - i));
    const pair = [dot(1, 300, 200, 1_500_000), dot(2, 325, 200, 290_000)];
    expect(place([...large, ...pair], { obstacles: around }).map(({ id }) => id)).toContain(1);
  });

  it('never covers another find that was just made, while there is room', () => {
    const labels = place([dot(1, 300, 200), dot(2, 340, 200)], { first: [1, 2] });
    for (const { id, box } of labels) {
      const [x, r] = [id === 1 ? 340 : 300, 4];
      expect(overlaps(box, { x0: x - r, y0: 196, x1: x + r, y1: 204 })).toBe(false);
    }
    expect(labels).toHaveLength(2);
  });

  it('puts what was just found before the largest, above the limit', () => {
    const labels = place([dot(1, 300, 200, 9_000_000), dot(2, 302, 204, 500)], { first: [2], limit: 0 });
    expect(labels).toMatchObject([{ id: 2, size: 19 }]);
  });

  it('stops at the limit, largest first', () => {
    const dots = Array.from({ length: 40 }, (_, i) =>
      dot(i, 60 + (i % 5) * 100, 20 + Math.floor(i / 5) * 45),
    );
    expect(place(dots, { limit: 9 }).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  const dots = fc
    .array(
      fc.record({
        x: fc.integer({ min: -50, max: 650 }),
        y: fc.integer({ min: -50, max: 450 }),
        population: fc.integer({ min: 0, max: 20_000_000 }),
        r: fc.integer({ min: 2, max: 14 }),
        name: fc.string({ minLength: 2, maxLength: 18 }),
      }),
      { maxLength: 120 },
    )
    .map((rows) => rows.sort((a, b) => b.population - a.population).map((row, id) => ({ ...row, id })));

  it('never collides, leaves the sheet or touches a larger dot, whatever is on the map', () => {
    fc.assert(
      fc.property(dots, (all) => {
        const obstacle = { x0: 200, y0: 150, x1: 320, y1: 190 };
        const labels = place(all, { obstacles: [obstacle] });
        expect(labels.length).toBeLessThanOrEqual(34);
        labels.forEach(({ id, box }, i) => {
          expect(isInside(box, bounds)).toBe(true);
          expect(overlaps(box, obstacle)).toBe(false);
          for (const other of labels.slice(0, i)) expect(overlaps(box, other.box)).toBe(false);
          for (const { x, y, r } of all.slice(0, id))
            expect(overlaps(grown(box, 5.99), { x0: x - r, y0: y - r, x1: x + r, y1: y + r })).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('sizes and limits', () => {
  it.each([
    [0, 12.5],
    [599_999, 12.5],
    [600_000, 14],
    [1_999_999, 14],
    [2_000_000, 16],
  ])('%i people are set in %d px', (population, size) => {
    expect(labelSize(population)).toBe(size);
  });

  it.each([
    [false, 1, 34],
    [true, 1, 9],
    [false, 4, 68],
    [true, 4, 18],
    [false, 40, 68],
  ])('on a phone: %s, at zoom %d, %i labels', (phone, zoom, limit) => {
    expect(labelLimit(phone, zoom)).toBe(limit);
  });
});
