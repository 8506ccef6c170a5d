import { rowKeys, type KnownPlaces, type NameIndex } from './known-places.ts';
import { matchNearest } from './match.ts';
import type { Place } from './place.ts';
import type { ListedPlace } from './readers/listed-place.ts';
import { placeAt } from './same-place.ts';

const WITHIN_KM = { byName: 30, byAlternate: 25, byMunicipality: 25 } as const;
const LIKENESS_KM = 5;

export interface ListedMerge {
  /** New places, without ids. */
  added: Place[];
  /** The known place that a row is. */
  found: Map<ListedPlace, Place>;
  /** How many rows are known places: by name, another name, that of their municipality, likeness, position. */
  counts: Record<'byName' | 'byAlternate' | 'byMunicipality' | 'byLikeness' | 'byPosition', number>;
}

/**
 * Merges the rows of another source into the known places: a row is the nearest place of its name within 30 km, else one that
 * has it as another name, or as that of its municipality, within 25 km, else one within 5 km whose name is alike, else one at
 * the same spot; the rest are new. What is the same gets the row's names as alternates, and its figure. A place may be several
 * rows: a source that lists a place twice must not add it. `regionOf`: GeoNames' code of a row's unit, where its name is known.
 */
export function mergeListed(
  known: KnownPlaces,
  rows: readonly ListedPlace[],
  regionOf: (row: ListedPlace) => string | undefined,
): ListedMerge {
  const left = new Set(rows);
  const found = new Map<ListedPlace, Place>();
  const counts = { byName: 0, byAlternate: 0, byMunicipality: 0, byLikeness: 0, byPosition: 0 };
  const keys = new Map(rows.map((row) => [row, rowKeys(row.names, row.country)]));

  for (const { how, index } of known.indexes) {
    // Each place once at first, so that two neighbours of one name both find theirs; what is left then shares.
    for (const taken of [new Set<Place>(), undefined]) {
      for (const [row, place] of matchNearest(left, candidatesIn(index, keys), WITHIN_KM[how], taken)) {
        left.delete(row);
        found.set(row, place);
        describe(place, row);
        counts[how] += 1;
      }
    }
  }
  const added = new Set<Place>();
  for (const row of left) {
    const twin = known.neighbours.alike(row, LIKENESS_KM);
    const same = twin === undefined ? placeAt(row, known.neighbours, added) : undefined;
    if (twin !== undefined) {
      found.set(row, twin);
      describe(twin, row);
      counts.byLikeness += 1;
    } else if (same !== undefined) {
      describe(same.place, same.isNamed ? row : { ...row, names: [] });
      counts.byPosition += 1;
    } else {
      const place = placeOf(row, regionOf(row) ?? known.neighbours.nearest(row)?.region ?? '');
      known.add(place);
      added.add(place);
    }
  }
  return { added: [...added], found, counts };
}

const candidatesIn =
  (index: NameIndex, keys: ReadonlyMap<ListedPlace, readonly string[]>) =>
  (row: ListedPlace): Set<Place> =>
    new Set(keys.get(row)!.flatMap((key) => index.get(key) ?? []));

/** The place takes what the row knows. */
function describe(place: Place, row: ListedPlace): void {
  const { names, population, isRough = false, isCertain = false } = row;
  const own = new Set([...place.names, ...place.alternates]);
  for (const name of names) if (!own.has(name)) place.alternates.push(name);
  place.figures ??= [];
  if (isCertain) Object.assign(place, { population, isCertain, display: names[0]! });
  else if (population > 0) place.figures.push({ population, isRough });
}

function placeOf(row: ListedPlace, region: string): Place {
  const { names, lat, lon, country } = row;
  const place: Place = {
    id: 0,
    display: names[0]!,
    names: [...names],
    alternates: [],
    lat,
    lon,
    feature: '',
    country,
    region,
    districts: [],
    population: 0,
    flags: 0,
  };
  describe(place, row);
  return place;
}
