import { SECTION } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { ALTERNATE, likelihood, NAME, OBSCURE, SHORT } from '../../../shared/gazetteer/likelihood.ts';
import { createKeyTest, isShortForm, usefulAlternates, type ForbiddenKeys } from './alternate.ts';
import { createSoundsAlike } from './sounds-alike.ts';
import { withOfficialTail } from './official-tail.ts';
import type { Place } from './place.ts';
import { partsOfName, scriptVariants, spellings } from './spelling.ts';
import { NICKNAMES, NOT_NAMES } from './tables.ts';

/** The population from which a short form of the name is as good as the name. */
const SHORT_FORM_POPULATION = 20_000;
/** Where names that sound like no other of the place are those of surveys long past, which nobody uses: Peking of Mississippi. */
const USED_UP = new Set(['US']);
const MAX_KEY_BYTES = 255;

/**
 * Every key with its postings, `row * 4 + kind`, those first that people mean likeliest; keys in the order of their UTF-16 code
 * units.
 */
export function collectPostings(
  places: readonly Place[],
  forbidden: ForbiddenKeys,
): [key: string, postings: number[]][] {
  const kinds = new Map<string, Map<number, number>>();
  const tails = withOfficialTail(places);
  places.forEach((place, row) => {
    for (const [key, kind] of keysOf(place, forbidden, tails.get(place))) {
      if (Buffer.byteLength(key) > MAX_KEY_BYTES) continue;
      const rows = kinds.get(key);
      if (rows === undefined) kinds.set(key, new Map([[row, kind]]));
      else rows.set(row, kind);
    }
  });
  const weigh = (row: number, kind: number): number =>
    likelihood(places[row]!.population, places[row]!.flags, kind);
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rows]) => [
      key,
      // Rows stand in order of importance, which decides between equals: sort is stable.
      [...rows].sort((a, b) => weigh(...b) - weigh(...a)).map(([row, kind]) => row * 4 + kind),
    ]);
}

/** The keys of one place with the best kind of each. `tails`: more official names of it. */
export function keysOf(
  place: Place,
  forbidden: ForbiddenKeys,
  tails: readonly string[] = [],
): Map<string, number> {
  const keys = new Map<string, number>();
  const mayHave = createKeyTest(place, forbidden);
  const add = (name: string, kind: number): void => {
    for (const [i, key] of spellings(name, place.country).entries()) {
      // Without “Town” the name may be that of a country, and so may an official one: only what is displayed is beyond doubt.
      const isFull = kind === NAME && i === 0 && (name === place.display || !forbidden.countries.has(key));
      if (kind < (keys.get(key) ?? OBSCURE + 1) && (isFull || mayHave(key))) keys.set(key, kind);
    }
  };
  for (const name of [place.display, ...place.names]) add(name, NAME);
  for (const name of NICKNAMES.get(place.id) ?? []) {
    const key = cityKey(name);
    keys.set(key, Math.min(SHORT, keys.get(key) ?? SHORT));
  }
  const isLarge = place.population >= SHORT_FORM_POPULATION && (place.flags & SECTION) === 0;
  const soundsAlike = createSoundsAlike([place.display, ...place.names]);
  const wrong = new Set(NOT_NAMES.get(place.id));
  for (const name of usefulAlternates(place)) {
    if (wrong.has(name)) continue;
    const isShort = isLarge && place.names.some((primary) => isShortForm(name, primary));
    const kind = isShort ? SHORT : soundsAlike(name) ? ALTERNATE : OBSCURE;
    if (kind === OBSCURE && USED_UP.has(place.country)) continue;
    for (const variant of scriptVariants(name)) add(variant, kind);
  }
  for (const name of tails) add(name, SHORT);
  for (const name of [...(place.shortNames ?? []), ...(place.nicknames ?? [])])
    for (const variant of scriptVariants(name)) add(variant, isLarge ? SHORT : ALTERNATE);
  for (const name of [...Object.values(place.localised ?? {}), ...(place.otherNames ?? [])])
    for (const variant of scriptVariants(name)) add(variant, ALTERNATE);
  for (const name of place.units ?? []) add(name, ALTERNATE);
  for (const name of partsOfName(place.display, place.country)) add(name, ALTERNATE);
  return keys;
}
