import { COUNTED_ELSEWHERE, SECTION } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { distanceKm } from './distance.ts';
import { indexBy } from './match.ts';
import type { Place } from './place.ts';
import { CITIES_AFTER_ALL, COUNTED_IN } from './tables.ts';

/** Sections, then what is left of places: abandoned, historical, destroyed. */
const SECTION_FEATURES = new Set(['PPLX', 'PPLA5']);
const FORMER_FEATURES = new Set(['PPLQ', 'PPLW', 'PPLH', 'PPLCH']);

/** Whether a GeoNames feature code is that of a section of a city, or of what is left of a place. */
export const isSectionFeature = (feature: string): boolean =>
  SECTION_FEATURES.has(feature) || FORMER_FEATURES.has(feature);
const PARENT_KM = 40;
const CELL = 0.5;
/** A city reaches as far as this, and further by the root of its people: 13 km for 300,000. */
const REACH_KM = 3;
const REACH_KM_PER_ROOT = 1 / 55;
const LEAST_REACH_KM = 6;
/** A section that has more people than its city is a town of its own, unless it is near or the figure is the city's. */
const OWN_TOWN_KM = 2;
const OWN_TOWN_PEOPLE = 5000;
const MOST_PEOPLE = 100_000;
/** Farther out the figure is its own, however large. */
const OWN_FIGURE_KM = 5;
/** A section or former place of so many people that another source lists as a city is looked at as one. */
const LISTED_PEOPLE = 50_000;
/** Where GeoNames marks the town hall by the name of its quarter, and codes that as a section. */
const TOWN_HALLS = new Set(['JP']);
/** So many people so far from the middle of a city are another city, unless that is one of the largest. */
const FAR_KM = 15;
const METROPOLIS = 3_000_000;
/** A city that has one of a section's names within this distance is what the section stands for. */
const SEAT_KM = 5;

/**
 * Marks sections of cities and former places, and says which city each is a part of: the largest that shares its smallest
 * district, else the one that weighs most there (population ÷ squared distance) within 40 km. A section that no city
 * reaches is a city: in Australia the source calls towns so. Marks the boroughs that are counted in their city.
 */
export function markSections(places: readonly Place[]): void {
  const cities: Place[] = [];
  const sections: Place[] = [];
  for (const place of places) {
    const isSection = SECTION_FEATURES.has(place.feature) || FORMER_FEATURES.has(place.feature);
    (isSection && !CITIES_AFTER_ALL.has(place.id) ? sections : cities).push(place);
  }
  const byCell = new Map<string, Place[]>();
  const addCity = (city: Place): void => {
    const key = cellOf(city.lat, city.lon);
    const list = byCell.get(key);
    if (list === undefined) byCell.set(key, [city]);
    else list.push(city);
  };
  cities.forEach(addCity);
  const apart = sections.filter((section) => isApart(section, heaviest(section, nearby(byCell, section))));
  apart.forEach(addCity);
  const standing = new Set(apart);
  for (const section of sections) {
    if (standing.has(section)) continue;
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

/**
 * Gives the people and names of a section to the city that it stands for: GeoNames has Funabashi without people, and its 644,000
 * at the quarter of the town hall, Honchō, which has Funabashi's names as its own.
 */
export function giveToSeats(places: readonly Place[]): void {
  const unknown = indexBy(
    places.filter(({ population, feature }) => population === 0 && !isSectionFeature(feature)),
    ({ country, display }) => [`${country}|${cityKey(display)}`],
  );
  for (const section of places) {
    if (!isSectionFeature(section.feature) || section.population < LISTED_PEOPLE) continue;
    const names = new Set(section.alternates.map((name) => `${section.country}|${cityKey(name)}`));
    const seat = [...names]
      .flatMap((name) => unknown.get(name) ?? [])
      .find((city) => distanceKm(city, section) <= SEAT_KM);
    if (seat === undefined) continue;
    const own = cityKey(section.display);
    seat.population = section.population;
    seat.alternates.push(
      ...section.alternates.filter((name) => cityKey(name) !== own && !seat.alternates.includes(name)),
    );
    section.population = 0;
    section.alternates = [];
  }
}

function isApart(section: Place, parent: Place | undefined): boolean {
  const isListed = section.population >= LISTED_PEOPLE && section.figures !== undefined;
  if (FORMER_FEATURES.has(section.feature) && !isListed) return false;
  if (parent === undefined || (isListed && TOWN_HALLS.has(section.country))) return true;
  const km = distanceKm(section, parent);
  if (section.population >= LISTED_PEOPLE && km > FAR_KM && parent.population < METROPOLIS) return true;
  const outgrows =
    section.population > Math.max(parent.population, OWN_TOWN_PEOPLE) &&
    (section.population <= MOST_PEOPLE || km >= OWN_FIGURE_KM);
  if (outgrows && km >= OWN_TOWN_KM) return true;
  return km > Math.max(LEAST_REACH_KM, REACH_KM + Math.sqrt(parent.population) * REACH_KM_PER_ROOT);
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
