import { cityKey } from '../../../shared/gazetteer/key.ts';
import { createNeighbours, type Neighbours } from './neighbours.ts';
import type { Place } from './place.ts';
import { isSectionFeature } from './section.ts';
import { spellings } from './spelling.ts';

/** Places by key, in one way of naming them. */
export type NameIndex = ReadonlyMap<string, readonly Place[]>;

/** Every place known so far, by what a row of another source may know it by. */
export interface KnownPlaces {
  /** In the order in which they are asked: cities before sections, which are meant only where no city is. */
  readonly indexes: readonly { how: 'byName' | 'byAlternate' | 'byMunicipality'; index: NameIndex }[];
  readonly neighbours: Neighbours;
  add(place: Place): void;
}

/** Keys of a row's names, as {@link KnownPlaces} have them. */
export const rowKeys = (names: readonly string[], country: string): string[] => [
  ...new Set(names.flatMap((name) => spellings(name, country)).map((key) => `${country}|${key}`)),
];

export function createKnownPlaces(places: readonly Place[]): KnownPlaces {
  const cities = new Map<string, Place[]>();
  const cityAlternates = new Map<string, Place[]>();
  const sections = new Map<string, Place[]>();
  const sectionAlternates = new Map<string, Place[]>();
  const municipalities = new Map<string, Place[]>();
  const neighbours = createNeighbours(places);

  function index(place: Place): void {
    const { country, display, names, alternates, shortNames = [], units = [] } = place;
    const isSection = isSectionFeature(place.feature);
    insert(isSection ? sections : cities, rowKeys([display, ...names], country), place);
    const others = [...alternates, ...shortNames].map((name) => `${country}|${cityKey(name)}`);
    insert(isSection ? sectionAlternates : cityAlternates, new Set(others), place);
    insert(municipalities, rowKeys(units, country), place);
  }
  places.forEach(index);
  return {
    indexes: [
      { how: 'byName', index: cities },
      { how: 'byAlternate', index: cityAlternates },
      { how: 'byName', index: sections },
      { how: 'byAlternate', index: sectionAlternates },
      { how: 'byMunicipality', index: municipalities },
    ],
    neighbours,
    add(place) {
      index(place);
      neighbours.add(place);
    },
  };
}

function insert(index: Map<string, Place[]>, keys: Iterable<string>, place: Place): void {
  for (const key of keys) {
    const list = index.get(key);
    if (list === undefined) index.set(key, [place]);
    else list.push(place);
  }
}
