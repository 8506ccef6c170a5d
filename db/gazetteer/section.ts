import { COUNTED_ELSEWHERE, SECTION } from '../../shared/gazetteer/gazetteer.ts';
import { distanceKm } from './distance.ts';
import type { Place } from './place.ts';
import { CITIES_AFTER_ALL, COUNTED_IN } from './tables.ts';

const SECTION_FEATURES = new Set(['PPLX', 'PPLQ', 'PPLW', 'PPLH', 'PPLCH', 'PPLA5']);
const PARENT_KM = 40;
const CELL = 0.5;

/**
 * Marks sections of cities, abandoned places and the like, and says which city each is a part of: the largest that shares
 * its smallest district, else the one that weighs most there (population ÷ squared distance) within 40 km. Marks the
 * boroughs that are counted in their city.
 */
export function markSections(places: readonly Place[]): void {
  const cities: Place[] = [];
  const sections: Place[] = [];
  for (const place of places) {
    const isSection = SECTION_FEATURES.has(place.feature) && !CITIES_AFTER_ALL.has(place.id);
    (isSection ? sections : cities).push(place);
  }
  const byCell = new Map<string, Place[]>();
  for (const city of cities) {
    const key = cellOf(city.lat, city.lon);
    const list = byCell.get(key);
    if (list === undefined) byCell.set(key, [city]);
    else list.push(city);
  }
  for (const section of sections) {
    section.flags |= SECTION;
    const parent = heaviest(section, nearby(byCell, section));
    if (parent !== undefined) section.partOf = parent.id;
  }
  for (const city of cities) {
    const whole = COUNTED_IN.get(city.id);
    if (whole === undefined) continue;
    city.flags |= COUNTED_ELSEWHERE;
    city.partOf = whole;
  }
}

function heaviest(section: Place, cities: readonly Place[]): Place | undefined {
  let best: Place | undefined;
  let bestWeight = 0;
  for (const city of cities) {
    const km = distanceKm(section, city);
    if (city.country !== section.country || km > PARENT_KM) continue;
    const weight = ((city.population + 1) / (km + 1) ** 2) * kinship(section, city);
    if (weight <= bestWeight) continue;
    best = city;
    bestWeight = weight;
  }
  return best;
}

/** A shared admin-4 or admin-3 unit says more than distance does. */
function kinship(section: Place, city: Place): number {
  if (sharesDistrict(section, city, 2)) return 1000;
  if (sharesDistrict(section, city, 1)) return 30;
  return sharesDistrict(section, city, 0) ? 3 : 1;
}

function sharesDistrict(a: Place, b: Place, level: number): boolean {
  const code = a.districts[level] ?? '';
  return code !== '' && code === b.districts[level];
}

const cellOf = (lat: number, lon: number): string => `${Math.floor(lat / CELL)},${Math.floor(lon / CELL)}`;

function nearby(byCell: ReadonlyMap<string, Place[]>, { lat, lon }: Place): Place[] {
  const found: Place[] = [];
  const reach = lat > 60 || lat < -60 ? 2 : 1;
  for (let y = -1; y <= 1; y += 1)
    for (let x = -reach; x <= reach; x += 1)
      found.push(...(byCell.get(cellOf(lat + y * CELL, lon + x * CELL)) ?? []));
  return found;
}
