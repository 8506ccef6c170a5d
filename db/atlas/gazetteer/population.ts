import { cityKey } from '../../../shared/gazetteer/key.ts';
import { distanceKm } from './distance.ts';
import type { Place } from './place.ts';
import type { PopulationFigure } from './sources.ts';

const WITHIN_KM = 25;
const CAP = 3_000_000;
/** Where the figures are those of whole districts: they order places of unknown population, no more. */
const DISTRUSTED = new Set(['CN', 'JP', 'MA', 'GH']);

/** Fills populations that GeoNames does not know; returns how many were filled. Each figure is used once. */
export function fillPopulations(places: readonly Place[], figures: readonly PopulationFigure[]): number {
  const byKey = new Map<string, PopulationFigure[]>();
  for (const figure of figures) {
    for (const key of new Set(figure.names.map(cityKey))) {
      const list = byKey.get(`${figure.country}|${key}`);
      if (list === undefined) byKey.set(`${figure.country}|${key}`, [figure]);
      else list.push(figure);
    }
  }
  // A figure that belongs to a place whose population is known must not go to its hamlet of the same name.
  const used = new Set<PopulationFigure>();
  const claim = (unknown: boolean, keysOf: (place: Place) => readonly string[]): number => {
    let filled = 0;
    const pairs: { place: Place; figure: PopulationFigure; km: number }[] = [];
    for (const place of places) {
      if ((place.population === 0) !== unknown) continue;
      for (const key of new Set(keysOf(place).map(cityKey))) {
        for (const figure of byKey.get(`${place.country}|${key}`) ?? []) {
          const km = distanceKm(place, figure);
          if (km <= WITHIN_KM) pairs.push({ place, figure, km });
        }
      }
    }
    pairs.sort((a, b) => a.km - b.km);
    for (const { place, figure } of pairs) {
      if (used.has(figure) || (unknown && (place.population > 0 || place.hint !== undefined))) continue;
      used.add(figure);
      if (!unknown) continue;
      if (DISTRUSTED.has(place.country)) {
        place.hint = figure.population;
        continue;
      }
      place.population = Math.min(figure.population, CAP);
      filled += 1;
    }
    return filled;
  };
  claim(false, (place) => [...place.names, ...place.alternates]);
  return claim(true, (place) => place.names) + claim(true, (place) => place.alternates);
}
