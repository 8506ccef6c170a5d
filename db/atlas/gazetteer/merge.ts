import { cityKey } from '../../../shared/gazetteer/key.ts';
import { cellsAround, cellOf, indexBy, matchNearest } from './match.ts';
import type { Place } from './place.ts';
import type { NewerRow } from './readers/cities-json.ts';

const SAME_NAME_KM = 30;
const SAME_POINT_KM = 0.1;
const ALTERNATE_KM = 25;

export interface Merged {
  /** The older places, then those of the newer file alone, which have no id yet. */
  places: Place[];
  /** The older places that the newer file still has. */
  confirmed: Set<Place>;
  same: number;
  renamed: number;
  added: number;
}

/**
 * Brings the newer file into the older one: a row is the same place as the nearest free one of its key within 30 km, else
 * as one at the same point (within 100 m), else as one that has the name among its alternates within 25 km; the rest are
 * new. What is the same takes the newer display name and admin-1 unit. The older places are changed in place.
 */
export function mergeNewer(older: readonly Place[], newer: readonly NewerRow[]): Merged {
  const taken = new Set<Place>();
  const left = new Set(newer);
  const match = (candidates: (row: NewerRow) => readonly Place[], withinKm: number): number => {
    const found = matchNearest(left, candidates, withinKm, taken);
    for (const [row, place] of found) {
      left.delete(row);
      update(place, row);
    }
    return found.size;
  };

  const byName = indexBy(older, (place) => keysOf(place.country, place.names));
  let same = match((row) => byName.get(`${row.country}|${cityKey(row.name)}`) ?? [], SAME_NAME_KM);
  const byCell = indexBy(older, (place) => [cellOf(place)]);
  const renamed = match(
    (row) => cellsAround(row).flatMap((c) => (byCell.get(c) ?? []).filter((p) => p.country === row.country)),
    SAME_POINT_KM,
  );
  const free = older.filter((place) => !taken.has(place));
  const byAlternate = indexBy(free, (place) => keysOf(place.country, place.alternates));
  same += match((row) => byAlternate.get(`${row.country}|${cityKey(row.name)}`) ?? [], ALTERNATE_KM);

  const added = [...left].map(fresh);
  return { places: [...older, ...added], confirmed: taken, same, renamed, added: added.length };
}

const keysOf = (country: string, names: readonly string[]): Set<string> =>
  new Set(names.map((name) => `${country}|${cityKey(name)}`));

function update(place: Place, row: NewerRow): void {
  if (cityKey(place.display) !== cityKey(row.name)) place.local = place.display;
  place.display = row.name;
  if (!place.names.includes(row.name)) place.names.unshift(row.name);
  if (row.region !== '') place.region = row.region;
  if (row.district !== '') place.districts[0] = row.district;
}

const fresh = (row: NewerRow): Place => ({
  id: 0,
  display: row.name,
  names: [row.name],
  alternates: [],
  lat: row.lat,
  lon: row.lon,
  feature: '',
  country: row.country,
  region: row.region,
  districts: [row.district],
  population: 0,
  flags: 0,
});
