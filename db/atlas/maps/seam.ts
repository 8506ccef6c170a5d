import type { Point, Polygon, Ring } from './geometry.ts';

/** Degrees from the 180th meridian within which a vertex lies on it. */
const ON_SEAM = 1e-6;
/** Degrees of latitude by which the two sides disagree about where a coast meets the meridian. */
const DISAGREEMENT = 0.02;

const isEast = ([lon]: Point): boolean => lon > 180 - ON_SEAM;
const isWest = ([lon]: Point): boolean => lon < -180 + ON_SEAM;

/**
 * Natural Earth cuts land along the 180th meridian. Gives both sides of the cut the same vertices, so that they share it
 * and can be merged.
 */
export function matchSeam(polygons: readonly Polygon[]): Polygon[] {
  const east = polygons
    .flat(2)
    .filter(isEast)
    .map(([, lat]) => lat);
  const settle = (point: Point): Point => {
    if (isEast(point)) return [180, point[1]];
    if (!isWest(point)) return point;
    let best = point[1];
    let least = DISAGREEMENT;
    for (const lat of east) {
      if (Math.abs(lat - point[1]) < least) [best, least] = [lat, Math.abs(lat - point[1])];
    }
    return [-180, best];
  };
  const settled = polygons.map((polygon) => polygon.map((ring) => ring.map(settle)));
  const lats = [
    ...new Set(
      settled
        .flat(2)
        .filter((point) => isEast(point) || isWest(point))
        .map(([, lat]) => lat),
    ),
  ];
  lats.sort((a, b) => a - b);
  return settled.map((polygon) => polygon.map((ring) => fill(ring, lats)));
}

/** Sets every vertex of either side between those that a ring has on the seam. */
function fill(ring: Ring, lats: readonly number[]): Ring {
  return ring.flatMap((point, index) => {
    const before = ring[index - 1];
    if (before === undefined || before[0] !== point[0] || Math.abs(point[0]) !== 180) return [point];
    const [low, high] = before[1] < point[1] ? [before[1], point[1]] : [point[1], before[1]];
    const between = lats.filter((lat) => lat > low && lat < high).map((lat): Point => [point[0], lat]);
    return [...(before[1] < point[1] ? between : between.reverse()), point];
  });
}
