import { NATIONAL_CAPITAL } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey, keyWords } from '../../../shared/gazetteer/key.ts';
import type { Place } from './place.ts';
import { createSoundsAlike } from './sounds-alike.ts';
import { KNOWN_BY_STATE } from './tables.ts';

/** Small words with which a name may start in lower case. */
const PARTICLES = new Set(
  "al an ar as ash at ath az el la le les lo los las de den der die das da do dos du des d l s t 't 's 'n il gli i u ta sta sao san van von het de't ben bin bou ould ait oued ain tel kafr umm".split(
    ' ',
  ),
);
const LATIN = /^[a-z0-9]*$/;

/** Keys of names that a city has as an alternate by mistake: of countries and of regions. */
export interface ForbiddenKeys {
  /** Names of any country. */
  countries: ReadonlySet<string>;
  /** Names of this country. */
  country(code: string): ReadonlySet<string>;
  /** Its English names, which are never its capital's by chance. */
  english(code: string): ReadonlySet<string>;
  /** Names of this admin-1 unit, with and without words for its kind. */
  region(code: string): ReadonlySet<string>;
  /** Names of any admin-1 unit of this country. */
  regionsOf(country: string): ReadonlySet<string>;
}

/** Words that some place has as another name, and that nobody means by it. */
const WORDS = new Set(
  'city town village capital north south east west center centre central old new big great little upper lower island lake river sea mountain mount hill bay port street road market station airport county district state province park beach camp farm mine school church bridge castle tower university base military'.split(
    ' ',
  ),
);
/** From this population on, an alternate of three letters is kept. */
const SHORT_NAME_POPULATION = 100_000;
/** Here people who type a state mean the state, whatever city bears its name. */
const STRICT_REGIONS = new Set(['US']);

/** The alternates that may be tried for a place: codes, numbers and machine romanisations left out. */
export function usefulAlternates(place: Place): string[] {
  return place.alternates.filter((name) => {
    if (/^[A-Z]{3,4}$/.test(name) || /\d|:\/\/|www\.|@/.test(name)) return false;
    const first = name.charAt(0);
    return first === first.toUpperCase() || PARTICLES.has(firstWord(name));
  });
}

/** Which keys of a place's alternates, its parts and its municipality are no names of it. */
export function createKeyTest(place: Place, forbidden: ForbiddenKeys): (key: string) => boolean {
  const own = new Set(place.names.map(cityKey));
  const shown = cityKey(place.display);
  const soundsAlike = createSoundsAlike(place.names);
  const country = forbidden.country(place.country);
  const english = forbidden.english(place.country);
  const state = KNOWN_BY_STATE.get(place.id);
  const region = forbidden.region(place.region);
  const regions = forbidden.regionsOf(place.country);
  const isCapital = (place.flags & NATIONAL_CAPITAL) !== 0;
  const isSeat = place.feature === 'PPLA' || place.feature === 'PPLC';
  const sharesCountry = hasOneOf(own, country);
  // “Genève” is a canton and a city: only where the unit is named otherwise is its name a mistake for the city's. Seats
  // of units are exempt: Saint Petersburg is no more in the Leningrad oblast that keeps its name.
  const sharesRegion = hasOneOf(own, region);
  const isLax = !STRICT_REGIONS.has(place.country);
  const shortest = place.population >= SHORT_NAME_POPULATION ? 3 : 4;
  return (key) => {
    if (own.has(key) && (key === shown || !forbidden.countries.has(key))) return true;
    if (LATIN.test(key) && (key.length < shortest || WORDS.has(key))) return false;
    // Many languages have one word for Algeria and Algiers, Mexico and its capital: Алжир, Meksyk.
    if (forbidden.countries.has(key))
      return (
        (sharesCountry && country.has(key)) ||
        (isCapital && (isShortOf(key, own) || (country.has(key) && !english.has(key))))
      );
    if (!regions.has(key)) return true;
    // Nueva York, Вашингтон: the city is known by it all over the world.
    if (state !== undefined && forbidden.region(state).has(key)) return true;
    return (
      isLax && (isSeat || (region.has(key) && (sharesRegion || resembles(key, own) || soundsAlike(key))))
    );
  };
}

function hasOneOf(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const key of keys) if (others.has(key)) return true;
  return false;
}

/** Whether one of the names begins as `key` does, leaving out an Arabic article: Basrah as Basra. */
function resembles(key: string, own: ReadonlySet<string>): boolean {
  const head = (text: string): string =>
    text.replace(/^(?:al|ad|an|ar|as|ash|at|az)(?=.{4})/, '').slice(0, 4);
  for (const name of own) if (head(name) === head(key)) return true;
  return false;
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
