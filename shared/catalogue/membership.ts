import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { COUNTED_ELSEWHERE, NATIONAL_CAPITAL, REGIONAL_CAPITAL, SECTION } from '../gazetteer/gazetteer.ts';
import { keyWords } from '../gazetteer/key.ts';
import type { Members } from '../gazetteer/verdict.ts';
import type { Box, Selector } from './quiz.ts';

/** Whether `row` is a member. */
export const isMember = (members: Members, row: number): boolean =>
  ((members[row >> 3]! >> (row & 7)) & 1) === 1;

/** Calls `visit` with each member's row, largest city first. */
export function eachMember(members: Members, visit: (row: number) => void): void {
  for (let byte = 0; byte < members.length; byte++) {
    for (let bits = members[byte]!; bits !== 0; bits &= bits - 1)
      visit(byte * 8 + 31 - Math.clz32(bits & -bits));
  }
}

/** How many places are members. */
export function memberCount(members: Members): number {
  let count = 0;
  for (let bits of members) for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** People of the members, without those who are counted in another member's figure (Brooklyn's in New York's). */
export function memberPopulation(gazetteer: Gazetteer, members: Members): number {
  let population = 0;
  eachMember(members, (row) => {
    population += countedPopulation(gazetteer, row);
  });
  return population;
}

/** What a place adds to a sum of populations. */
export const countedPopulation = (gazetteer: Gazetteer, row: number): number =>
  (gazetteer.flags[row]! & COUNTED_ELSEWHERE) === 0 ? gazetteer.populations[row]! : 0;

/** The first row with fewer than `population` people; rows stand in order of population. */
export function rowsOver(gazetteer: Gazetteer, population: number): number {
  let low = 0;
  let high = gazetteer.size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gazetteer.populations[middle]! >= population) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first letter of a name's key as its code (97…122), or 0 when that is no letter from a to z. */
export function initialOf(name: string): number {
  const first = name.charCodeAt(0) | 32;
  if (first >= 97 && first <= 122 && name.charCodeAt(1) < 128) return first;
  const letter = keyWords(name)[0]?.charCodeAt(0) ?? 0;
  return letter >= 97 && letter <= 122 ? letter : 0;
}

/** {@link initialOf} by row. Takes a tenth of a second over the whole world: made once, by the build. */
export function initialsOf(gazetteer: Gazetteer): Uint8Array {
  const initials = new Uint8Array(gazetteer.size);
  for (let row = 0; row < gazetteer.size; row++) initials[row] = initialOf(gazetteer.name(row));
  return initials;
}

/**
 * The places that any of `selectors` selects and that have at least `minPopulation` people. Sections of cities are
 * members of nothing. `initials`: see {@link initialsOf}; only selectors by letter need it.
 */
export function membersOf(
  gazetteer: Gazetteer,
  selectors: readonly Selector[],
  minPopulation = 0,
  initials?: Uint8Array,
): Members {
  const members = new Uint8Array((gazetteer.size + 7) >> 3);
  const end = minPopulation > 0 ? rowsOver(gazetteer, minPopulation) : gazetteer.size;
  for (const selector of selectors) {
    const selects = createTest(gazetteer, selector, initials);
    for (let row = 0; row < end; row++) {
      if ((gazetteer.flags[row]! & SECTION) === 0 && selects(row)) members[row >> 3]! |= 1 << (row & 7);
    }
  }
  return members;
}

/** Makes the question that a selector asks of each row. */
function createTest(
  gazetteer: Gazetteer,
  selector: Selector,
  initials?: Uint8Array,
): (row: number) => boolean {
  const { populations } = gazetteer;
  if ('all' in selector) return () => true;
  if ('capitals' in selector) return createCapitalTest(gazetteer, selector);
  if ('countries' in selector) {
    return createUnitTest(
      gazetteer,
      gazetteer.countries,
      gazetteer.countryCodes,
      selector.countries,
      selector.within,
    );
  }
  if ('regions' in selector) {
    return createUnitTest(
      gazetteer,
      gazetteer.regions,
      gazetteer.regionCodes,
      selector.regions,
      selector.within,
    );
  }
  if ('places' in selector) {
    const rows = new Set(selector.places.map((id) => gazetteer.rowOf(id)));
    return (row) => rows.has(row);
  }
  if ('minPopulation' in selector) return (row) => populations[row]! >= selector.minPopulation;
  const letters = initials ?? initialsOf(gazetteer);
  const letter = selector.initial.charCodeAt(0);
  return (row) => letters[row] === letter;
}

/** Capitals, of these countries where any are named. */
function createCapitalTest(
  gazetteer: Gazetteer,
  { capitals, countries }: Extract<Selector, { capitals: unknown }>,
): (row: number) => boolean {
  const { flags } = gazetteer;
  const wanted = capitals === 'national' ? NATIONAL_CAPITAL : NATIONAL_CAPITAL | REGIONAL_CAPITAL;
  const isCapital = (row: number): boolean => (flags[row]! & wanted) !== 0;
  if (countries === undefined) return isCapital;
  const isWanted = createUnitTest(gazetteer, gazetteer.countries, gazetteer.countryCodes, countries);
  return (row) => isCapital(row) && isWanted(row);
}

function createUnitTest(
  gazetteer: Gazetteer,
  column: Gazetteer['countries'],
  codes: readonly string[],
  wanted: readonly string[],
  within?: Box,
): (row: number) => boolean {
  const set = new Set(wanted);
  const isWanted = codes.map((code) => set.has(code));
  const { lats, lons } = gazetteer;
  if (within === undefined) return (row) => isWanted[column[row]!]!;
  const [west, south, east, north] = within;
  return (row) =>
    isWanted[column[row]!]! &&
    lons[row]! >= west &&
    lons[row]! <= east &&
    lats[row]! >= south &&
    lats[row]! <= north;
}
