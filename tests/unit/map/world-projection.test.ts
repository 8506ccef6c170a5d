import { describe, expect, it } from 'vitest';
import type { Quiz } from '../../../shared/catalogue/quiz.ts';
import { dotRadius } from '../../../client/map/dot.ts';
import { createMapLayout } from '../../../client/map/map-layout.ts';
import { clampView, FIT, nearest, toSheet, zoomAt } from '../../../client/map/view.ts';
import { WIDEST_CYLINDER } from '../../../client/map/world-projection.ts';

const world: Pick<Quiz, 'kind' | 'projection' | 'insets'> = {
  kind: 'world',
  projection: { type: 'equalEarth', rotate: [-11, 0, 0], fit: [] },
  insets: [],
};
const sheets = [
  [360, 420],
  [390, 663],
  [360, 200],
  [768, 400],
  [844, 250],
  [844, 390],
  [720, 620],
  [1046, 858],
  [1440, 815],
  [1440, 770],
  [2000, 900],
  [3042, 1398],
  [3440, 1000],
] as const;

/** Share of the sheet under which lies the part of the earth where people live. */
function filled(width: number, height: number): number {
  const layout = createMapLayout(world, { width, height });
  const STEPS = 60;
  let inside = 0;
  for (let i = 0; i < STEPS; i += 1) {
    for (let j = 0; j < STEPS; j += 1) {
      const at = layout.degreesAt([((i + 0.5) * width) / STEPS, ((j + 0.5) * height) / STEPS]);
      if (at && at[1] > -57 && at[1] < 82) inside += 1;
    }
  }
  return inside / STEPS ** 2;
}

describe('the sheet of the world', () => {
  it.each(sheets)('fills three quarters or more of %i × %i', (width, height) => {
    expect(filled(width, height)).toBeGreaterThanOrEqual(0.75);
  });

  it('goes on without end where it is tall, and ends where it is wide', () => {
    const tall = createMapLayout(world, { width: 400, height: 600 });
    expect(tall.sheet.turn).toBeGreaterThan(400);
    expect(
      createMapLayout(world, { width: 600 * WIDEST_CYLINDER + 1, height: 600 }).sheet.turn,
    ).toBeUndefined();
    const { turn } = tall.sheet;
    const [lon, lat] = tall.degreesAt([123, 250])!;
    for (const times of [-3, 1, 2]) {
      const [sameLon, sameLat] = tall.degreesAt([123 + turn! * times, 250])!;
      expect(sameLon).toBeCloseTo(lon, 6);
      expect(sameLat).toBeCloseTo(lat, 6);
    }
  });

  it.each(sheets)('shows all of the earth at its farthest zoom on %i × %i', (width, height) => {
    const { sheet } = createMapLayout(world, { width, height });
    const { k } = clampView({ k: 0.01, x: 0, y: 0 }, sheet);
    expect((sheet.turn ?? 0) * k).toBeLessThanOrEqual(width + 1e-6);
  });

  it('can be moved round for ever, but not off the top', () => {
    const { sheet } = createMapLayout(world, { width: 400, height: 600 });
    expect(clampView({ k: 1, x: -98_765, y: 500 }, sheet)).toEqual({
      k: 1,
      x: -98_765,
      y: -sheet.extent!.y0,
    });
    const zoomed = zoomAt({ k: 2, x: -5000, y: -100 }, 1.5, [100, 100], sheet);
    expect(toSheet(zoomed, [100, 100])[0]).toBeCloseTo(2550, 6);
  });

  it('keeps New Zealand, Vancouver and all between on a desktop, and London to Bangkok on a phone', () => {
    const isSeen = (width: number, height: number, lon: number, lat: number): boolean => {
      const layout = createMapLayout(world, { width, height });
      const [x, y] = layout.place(lon, lat)!;
      return x > 6 && x < width - 6 && y > 6 && y < height - 6;
    };
    for (const [lon, lat] of [
      [174.8, -36.9],
      [-123.1, 49.3],
      [-70.9, -53.2],
      [15.6, 78.2],
    ] as const)
      expect(isSeen(1046, 858, lon, lat)).toBe(true);
    for (const [lon, lat] of [
      [-0.1, 51.5],
      [-6.3, 53.3],
      [100.5, 13.8],
      [18.4, -33.9],
    ] as const)
      expect(isSeen(390, 663, lon, lat)).toBe(true);
  });

  it.each(sheets)('can be moved to Antarctica on %i × %i', (width, height) => {
    const layout = createMapLayout(world, { width, height });
    expect(layout.place(166.7, -77.8)![1]).toBeLessThan(layout.sheet.extent!.y1);
  });

  it('finds the repetition of a point that is in sight', () => {
    const sheet = { width: 400, height: 600, turn: 1000 };
    expect(nearest([50, 7], FIT, sheet)).toEqual([50, 7]);
    expect(nearest([950, 7], FIT, sheet)).toEqual([-50, 7]);
    expect(nearest([50, 7], { k: 2, x: -5000, y: 0 }, sheet)).toEqual([3050, 7]);
    expect(nearest([950, 7], FIT, { width: 400, height: 600 })).toEqual([950, 7]);
  });
});

describe('marks on a phone', () => {
  it.each([
    ['São Paulo', -46.64, -23.55, 12_400_232, 'Rio de Janeiro', -43.21, -22.9, 6_747_815],
    ['Beijing', 116.4, 39.91, 18_960_744, 'Shanghai', 121.46, 31.22, 24_874_500],
  ] as const)('of %s and %s stand apart', (_, ax, ay, ap, __, bx, by, bp) => {
    for (const size of [
      { width: 360, height: 420 },
      { width: 390, height: 663 },
    ]) {
      const layout = createMapLayout(world, size);
      const [a, b] = [layout.place(ax, ay)!, layout.place(bx, by)!];
      const context = {
        zoom: 1,
        seats: false,
        phone: true,
        projector: false,
        kmPerPixel: layout.kmPerPixel(FIT),
      };
      const gap = Math.hypot(a[0] - b[0], a[1] - b[1]) - dotRadius(ap, context) - dotRadius(bp, context);
      expect(gap).toBeGreaterThan(0);
    }
  });
});
