/** A closed ring, the first point repeated at the end; degrees or px, as the file says. */
export type Point = [x: number, y: number];
export type Ring = Point[];
/** The exterior, then the holes. */
export type Polygon = Ring[];

/** Shoelace sum over two: positive where the ring runs counter-clockwise with y upwards. */
export function signedArea(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += (ring[j]![0] - ring[i]![0]) * (ring[j]![1] + ring[i]![1]);
  }
  return sum / 2;
}

/** Turns rings as d3-geo wants them on the sphere: exteriors clockwise, holes counter-clockwise (degrees). */
export function rewind(polygon: Polygon): Polygon {
  return polygon.map((ring, index) => (signedArea(ring) > 0 === (index === 0) ? [...ring].reverse() : ring));
}

/** Even-odd rule over all rings of a polygon. */
export function contains(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!;
      const [xj, yj] = ring[j]!;
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** [left, bottom, right, top] of points. */
export type Bounds = [number, number, number, number];

export function boundsOf(points: Iterable<readonly [number, number]>): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < bounds[0]) bounds[0] = x;
    if (y < bounds[1]) bounds[1] = y;
    if (x > bounds[2]) bounds[2] = x;
    if (y > bounds[3]) bounds[3] = y;
  }
  return bounds;
}

/** A cap of the sphere. `radius` in radians. */
export interface Cap {
  lon: number;
  lat: number;
  radius: number;
}

const RADIANS = Math.PI / 180;

/** Great-circle distance in radians between points in degrees. */
export function distance(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const dLat = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const dLon = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const h = dLat * dLat + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * dLon * dLon;
  return 2 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A cap that covers a ring, not always the smallest. */
export function capOf(ring: readonly Point[]): Cap {
  const [west, south, east, north] = boundsOf(ring);
  const cap = { lon: (west + east) / 2, lat: (south + north) / 2, radius: 0 };
  for (const [lon, lat] of ring) cap.radius = Math.max(cap.radius, distance(cap.lon, cap.lat, lon, lat));
  return cap;
}

export const touches = (a: Cap, b: Cap): boolean =>
  distance(a.lon, a.lat, b.lon, b.lat) <= a.radius + b.radius;
