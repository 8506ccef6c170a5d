import type { MapCity } from './city.ts';
import type { Point } from './view.ts';

/** Projects each city once: a find must not cost another 20,000 projections. */
export function createPlaceCache(
  place: (lon: number, lat: number) => Point | null,
): (city: MapCity) => Point | null {
  const kept = new Map<number, Point | null>();
  return ({ id, lat, lon }) => {
    let point = kept.get(id);
    if (point === undefined) {
      point = place(lon, lat);
      kept.set(id, point);
    }
    return point;
  };
}
