import { cityKey } from '../../../shared/gazetteer/key.ts';
import { distanceKm } from './distance.ts';
import { makeId } from './made-id.ts';
import type { Place } from './place.ts';
import type { NewerRow } from './sources.ts';

const SAME_NAME_KM = 30;
const SAME_POINT_KM = 0.1;
const ALTERNATE_KM = 25;

export interface Merged {
  places: Place[];
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
    const pairs: { row: NewerRow; place: Place; km: number }[] = [];
    for (const row of left) {
      for (const place of candidates(row)) {
        if (taken.has(place)) continue;
        const km = distanceKm(row, place);
        if (km <= withinKm) pairs.push({ row, place, km });
      }
    }
    // The order of equal pairs is the order of the files: sort is stable.
    pairs.sort((a, b) => a.km - b.km);
    let count = 0;
    for (const { row, place } of pairs) {
      if (!left.has(row) || taken.has(place)) continue;
      left.delete(row);
      taken.add(place);
      update(place, row);
      count += 1;
    }
    return count;
  };

  const byName = index(
    older,
    (place) => new Set(place.names.map((name) => `${place.country}|${cityKey(name)}`)),
  );
  let same = match((row) => byName.get(`${row.country}|${cityKey(row.name)}`) ?? [], SAME_NAME_KM);
  const byCell = index(older, (place) => [cell(place.lat, place.lon)]);
  const renamed = match(
    (row) =>
      around(row.lat, row.lon).flatMap((c) => (byCell.get(c) ?? []).filter((p) => p.country === row.country)),
    SAME_POINT_KM,
  );
  const free = older.filter((place) => !taken.has(place));
  const byAlternate = index(
    free,
    (place) => new Set(place.alternates.map((name) => `${place.country}|${cityKey(name)}`)),
  );
  same += match((row) => byAlternate.get(`${row.country}|${cityKey(row.name)}`) ?? [], ALTERNATE_KM);

  const ids = new Set<number>();
  const added = [...left].map((row) => fresh(row, ids));
  return { places: [...older, ...added], same, renamed, added: added.length };
}

function update(place: Place, row: NewerRow): void {
  place.display = row.name;
  if (!place.names.includes(row.name)) place.names.unshift(row.name);
  if (row.region !== '') place.region = row.region;
  if (row.district !== '') place.districts[0] = row.district;
}

function fresh(row: NewerRow, ids: Set<number>): Place {
  return {
    id: makeId(row.country, cityKey(row.name), row.lat, row.lon, ids),
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
  };
}

function index(places: readonly Place[], keys: (place: Place) => Iterable<string>): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const place of places) {
    for (const key of keys(place)) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [place]);
      else list.push(place);
    }
  }
  return found;
}

/** Cells of a hundredth of a degree: about a kilometre. */
const cell = (lat: number, lon: number): string => `${Math.floor(lat * 100)},${Math.floor(lon * 100)}`;

function around(lat: number, lon: number): string[] {
  const cells: string[] = [];
  for (const y of [-0.01, 0, 0.01]) for (const x of [-0.01, 0, 0.01]) cells.push(cell(lat + y, lon + x));
  return cells;
}
