import { cityKey, keyWords } from '../../shared/gazetteer/key.ts';
import type { Place } from './place.ts';

/** Small words with which a name may start in lower case. */
const PARTICLES = new Set(
  "al an ar as ash at ath az el la le les lo los las de den der die das da do dos du des d l s t 't 's 'n il gli i u ta sta sao san van von het de't ben bin bou ould ait oued ain tel kafr umm".split(
    ' ',
  ),
);
const LATIN = /^[a-z0-9]*$/;

/** Keys of names that no city may have as an alternate: names of countries, and of its own region unless it is its name. */
export interface ForbiddenKeys {
  countries: ReadonlySet<string>;
  regions(region: string): ReadonlySet<string>;
}

/** The alternates that people may type for a place, junk of the source left out. */
export function usefulAlternates(
  place: Place,
  isNationalCapital: boolean,
  forbidden: ForbiddenKeys,
): string[] {
  const own = new Set(place.names.map(cityKey));
  const regions = forbidden.regions(place.region);
  return place.alternates.filter((name) => {
    if (/^[A-Z]{3,4}$/.test(name) || /\d|:\/\/|www\.|@/.test(name)) return false;
    const first = name.charAt(0);
    if (first !== first.toUpperCase() && !PARTICLES.has(firstWord(name))) return false;
    const key = cityKey(name);
    if (key === '' || (LATIN.test(key) && key.length < 3)) return false;
    if (own.has(key)) return true;
    if (forbidden.countries.has(key)) return isNationalCapital && isShortOf(key, own);
    return !regions.has(key) || (isNationalCapital && isShortOf(key, own));
  });
}

function firstWord(name: string): string {
  const end = name.search(/[\s'’-]/);
  return end === -1 ? name : name.slice(0, end);
}

function isShortOf(key: string, own: ReadonlySet<string>): boolean {
  for (const name of own) if (name.startsWith(key)) return true;
  return false;
}

/** Words by which two names of one place may differ. */
const GENERIC = new Set(
  'city town municipality municipio district capital metropolis greater ciudad cidade ville stadt gemeinde shi si gun ku cun xian qu zhen shahr gorod kota bandar the of de'.split(
    ' ',
  ),
);

/** Whether `name` is a prefix of `primary` in whole words, or differs from it by generic words alone. */
export function isShortForm(name: string, primary: string): boolean {
  const short = keyWords(name);
  const long = keyWords(primary);
  if (short.length < long.length && short.every((word, i) => word === long[i])) return true;
  const strip = (words: string[]): string => words.filter((word) => !GENERIC.has(word)).join('');
  const bare = strip(short);
  return bare !== '' && bare === strip(long);
}
