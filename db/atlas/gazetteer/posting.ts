import { SECTION } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { createKeyTest, isShortForm, usefulAlternates, type ForbiddenKeys } from './alternate.ts';
import type { Place } from './place.ts';
import { partsOfName, spellings } from './spelling.ts';
import { NICKNAMES } from './tables.ts';

/** The population from which a short form of the name is as good as the name. */
const SHORT_FORM_POPULATION = 20_000;
const MAX_KEY_BYTES = 255;

/**
 * Every key with its postings, `row * 4 + rank`, in the order of rows; keys in the order of their UTF-16 code units. Rank
 * 0: the display name and its like; 1: a short form of it for places of 20,000 or more, and nicknames; 2: other alternates.
 */
export function collectPostings(
  places: readonly Place[],
  forbidden: ForbiddenKeys,
): [key: string, postings: number[]][] {
  const ranks = new Map<string, Map<number, number>>();
  places.forEach((place, row) => {
    for (const [key, rank] of keysOf(place, forbidden)) {
      if (Buffer.byteLength(key) > MAX_KEY_BYTES) continue;
      const rows = ranks.get(key);
      if (rows === undefined) ranks.set(key, new Map([[row, rank]]));
      else rows.set(row, rank);
    }
  });
  return [...ranks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rows]) => [key, [...rows].map(([row, rank]) => row * 4 + rank)]);
}

/** The keys of one place with the best rank of each. */
export function keysOf(place: Place, forbidden: ForbiddenKeys): Map<string, number> {
  const keys = new Map<string, number>();
  const mayHave = createKeyTest(place, forbidden);
  const add = (name: string, rank: number): void => {
    for (const key of spellings(name, place.country)) {
      if (rank < (keys.get(key) ?? 3) && (rank === 0 || mayHave(key))) keys.set(key, rank);
    }
  };
  for (const name of [place.display, ...place.names]) add(name, 0);
  for (const name of NICKNAMES.get(place.id) ?? [])
    keys.set(cityKey(name), Math.min(1, keys.get(cityKey(name)) ?? 1));
  const isLarge = place.population >= SHORT_FORM_POPULATION && (place.flags & SECTION) === 0;
  for (const name of usefulAlternates(place)) {
    add(name, isLarge && place.names.some((primary) => isShortForm(name, primary)) ? 1 : 2);
  }
  for (const name of [...(place.shortNames ?? []), ...(place.nicknames ?? [])]) add(name, isLarge ? 1 : 2);
  for (const name of place.units ?? []) add(name, 2);
  for (const name of partsOfName(place.display, place.country)) add(name, 2);
  return keys;
}
