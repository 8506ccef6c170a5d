import { describe, expect, it } from 'vitest';
import { createMapLayout, isWithin } from '../../../client/map/map-layout.ts';
import { FIT } from '../../../client/map/view.ts';
import type { Quiz } from '../../../shared/catalogue/quiz.ts';

const spain: Pick<Quiz, 'kind' | 'projection' | 'insets'> = {
  kind: 'country',
  projection: {
    type: 'conicEqualArea',
    rotate: [3.5, 0, 0],
    parallels: [37, 43],
    fit: [
      [-9.2, 43],
      [4.2, 40],
      [-8, 43.7],
      [-5, 36],
    ],
  },
  insets: [
    {
      id: 'canaries',
      name: 'Canary Islands',
      projection: {
        type: 'conicEqualArea',
        rotate: [16, 0, 0],
        parallels: [27, 29],
        fit: [
          [-18.1, 27.7],
          [-13.5, 29.2],
        ],
      },
      box: [-19, 27, -13, 30],
      aspect: 1.8,
      corner: 'bottom-left',
    },
  ],
};
const size = { width: 1000, height: 800 };

describe('a map layout', () => {
  const layout = createMapLayout(spain, size);

  it('holds the frame of its quiz', () => {
    for (const [lon, lat] of spain.projection.fit) {
      const [x, y] = layout.place(lon, lat)!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(size.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(size.height);
    }
  });

  it('places the Canaries in their inset, Madrid outside it', () => {
    const { box } = layout.insets[0]!;
    const [x, y] = layout.place(-15.41, 28.1)!;
    expect(x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1).toBe(true);
    const [mx, my] = layout.place(-3.7, 40.42)!;
    expect(mx > box.x0 && mx < box.x1 && my > box.y0 && my < box.y1).toBe(false);
  });

  it('finds the degrees under a point', () => {
    const [lon, lat] = layout.degreesAt(layout.place(-3.7, 40.42)!)!;
    expect(lon).toBeCloseTo(-3.7, 3);
    expect(lat).toBeCloseTo(40.42, 3);
  });

  it('measures km by the pixel: Madrid to Barcelona is 505', () => {
    const [ax, ay] = layout.place(-3.7, 40.42)!;
    const [bx, by] = layout.place(2.17, 41.39)!;
    const km = Math.hypot(ax - bx, ay - by) * layout.kmPerPixel(FIT);
    expect(km).toBeGreaterThan(495);
    expect(km).toBeLessThan(515);
  });

  it('halves them at twice the zoom', () => {
    const closer = layout.kmPerPixel({ k: 2, x: -500, y: -400 });
    expect(closer).toBeCloseTo(layout.kmPerPixel(FIT) / 2, 2);
  });

  it('has no degrees off the globe', () => {
    const world = createMapLayout(
      {
        kind: 'continent',
        projection: {
          type: 'equalEarth',
          fit: [
            [-180, 0],
            [180, 0],
            [0, 80],
            [0, -60],
          ],
        },
        insets: [],
      },
      size,
    );
    expect(world.degreesAt([2, 2])).toBeNull();
    expect(world.degreesAt([500, 400])).not.toBeNull();
  });
});

describe('a box of degrees', () => {
  it.each([
    [[-19, 27, -13, 30], -15, 28, true],
    [[-19, 27, -13, 30], -15, 31, false],
    [[170, -20, -170, 0], 179, -10, true],
    [[170, -20, -170, 0], -175, -10, true],
    [[170, -20, -170, 0], 0, -10, false],
  ] as const)('%o holds %d, %d: %s', (box, lon, lat, expected) => {
    expect(isWithin([...box], lon, lat)).toBe(expected);
  });
});
