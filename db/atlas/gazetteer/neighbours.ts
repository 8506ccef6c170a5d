import { distanceKm, type Point } from './distance.ts';
import { areAlike, likenessOf, type Likeness } from './likeness.ts';
import { cellOf, cellsAround, indexBy } from './match.ts';
import type { Place } from './place.ts';

/** Degrees: a cell is 5.5 km high, so that nine cells hold whatever is nearer than that. */
const CELL = 0.05;
const SEARCHED_KM = 5.5;
const WIDEST_SEARCH = 24;

/** A named point of a country. */
export interface Named extends Point {
  country: string;
  names: readonly string[];
}

/** Places by where they are. */
export interface Neighbours {
  /** Places of the country within `km` (at most 5.5), nearest first. */
  within(point: Named, km: number): { place: Place; km: number }[];
  /** The nearest place of the country, however far within two degrees. */
  nearest(point: Named): Place | undefined;
  /** The nearest place within `km` whose name, or another of its names, is like one of the point's. */
  alike(point: Named, km: number): Place | undefined;
  add(place: Place): void;
}

export function createNeighbours(places: Iterable<Place>): Neighbours {
  const grid = indexBy(places, (place) => [cellOf(place, CELL)]);
  const names = new Map<Place, Likeness[]>();

  const likenessesOf = (place: Place): Likeness[] => {
    let known = names.get(place);
    if (known === undefined) {
      known = [...new Set([place.display, ...place.names, ...place.alternates])].map(likenessOf);
      names.set(place, known);
    }
    return known;
  };

  function within(point: Named, km: number): { place: Place; km: number }[] {
    if (km > SEARCHED_KM) throw new RangeError(`Neighbours are found within ${SEARCHED_KM} km, not ${km}`);
    return cellsAround(point, CELL)
      .flatMap((cell) => grid.get(cell) ?? [])
      .filter((place) => place.country === point.country)
      .map((place) => ({ place, km: distanceKm(place, point) }))
      .filter((pair) => pair.km <= km)
      .sort((a, b) => a.km - b.km);
  }

  return {
    within,
    nearest(point) {
      for (let size = CELL; size <= CELL * WIDEST_SEARCH; size *= 2) {
        let best: Place | undefined;
        let bestKm = Infinity;
        for (let y = -size; y <= size; y += CELL) {
          for (let x = -size; x <= size; x += CELL) {
            for (const place of grid.get(cellOf({ lat: point.lat + y, lon: point.lon + x }, CELL)) ?? []) {
              const km = distanceKm(place, point);
              if (place.country !== point.country || km >= bestKm) continue;
              best = place;
              bestKm = km;
            }
          }
        }
        if (best !== undefined) return best;
      }
      return undefined;
    },
    alike(point, km) {
      const own = point.names.map(likenessOf);
      return within(point, km).find(({ place }) =>
        likenessesOf(place).some((name) => own.some((other) => areAlike(name, other))),
      )?.place;
    },
    add(place) {
      const cell = cellOf(place, CELL);
      const list = grid.get(cell);
      if (list === undefined) grid.set(cell, [place]);
      else list.push(place);
    },
  };
}
