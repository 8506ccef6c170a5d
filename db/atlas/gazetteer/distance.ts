const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const x = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const y = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = x * x + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * y * y;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
