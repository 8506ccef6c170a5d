import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { NATIONAL_CAPITAL } from '../gazetteer/gazetteer.ts';
import type { Members } from '../gazetteer/verdict.ts';
import { countedPopulation, eachMember } from './membership.ts';
import type { Quiz, QuizRegion } from './quiz.ts';

/** Population floors that a quiz may offer besides none. */
const FLOORS = [1_000, 15_000, 100_000] as const;
/** A floor that leaves fewer cities is not offered. */
const MIN_FLOOR_CITIES = 10;
const BRACKETS = [5_000_000, 1_000_000, 500_000, 100_000, 15_000, 1_000] as const;

export type Figures = Pick<
  Quiz,
  'cities' | 'population' | 'breakdown' | 'regions' | 'brackets' | 'capitals' | 'floors'
>;

/** Everything that is counted about a quiz, from its members. A breakdown into less than two parts is none. */
export function figuresOf(gazetteer: Gazetteer, members: Members, breakdown: Quiz['breakdown']): Figures {
  const { populations, flags } = gazetteer;
  const column = breakdown === 'countries' ? gazetteer.countries : gazetteer.regions;
  const totals = new Map<number, { cities: number; population: number }>();
  const whole = { cities: 0, population: 0 };
  const floors = FLOORS.map((minPopulation) => ({ minPopulation, cities: 0, population: 0 }));
  const brackets = BRACKETS.map((minPopulation) => ({ minPopulation, cities: 0 }));
  let capitals = 0;
  eachMember(members, (row) => {
    const size = populations[row]!;
    const people = countedPopulation(gazetteer, row);
    add(whole, people);
    if ((flags[row]! & NATIONAL_CAPITAL) !== 0) capitals++;
    for (const floor of floors) if (size >= floor.minPopulation) add(floor, people);
    for (const bracket of brackets) if (size >= bracket.minPopulation) bracket.cities++;
    if (breakdown !== 'none') add(totalOf(totals, column[row]!), people);
  });
  const regions = breakdown === 'none' ? [] : regionsOf(gazetteer, breakdown, totals);
  return {
    ...whole,
    breakdown: regions.length < 2 ? 'none' : breakdown,
    regions: regions.length < 2 ? [] : regions,
    brackets: brackets.filter(({ cities }) => cities > 0),
    capitals,
    floors: offered({ minPopulation: 0, ...whole }, floors),
  };
}

function add(total: { cities: number; population: number }, people: number): void {
  total.cities++;
  total.population += people;
}

function totalOf(totals: Map<number, { cities: number; population: number }>, part: number) {
  let total = totals.get(part);
  if (total === undefined) totals.set(part, (total = { cities: 0, population: 0 }));
  return total;
}

/** Most populous first; places of no region, or of one that the data does not name, are in no line. */
function regionsOf(
  gazetteer: Gazetteer,
  breakdown: 'regions' | 'countries',
  totals: ReadonlyMap<number, { cities: number; population: number }>,
): QuizRegion[] {
  const [codes, names] =
    breakdown === 'countries'
      ? [gazetteer.countryCodes, gazetteer.countryNames]
      : [gazetteer.regionCodes, gazetteer.regionNames];
  return [...totals]
    .filter(([part]) => names[part] !== '')
    .map(([part, total]) => ({ code: codes[part]!, name: names[part]!, ...total }))
    .sort((a, b) => b.population - a.population || b.cities - a.cities || (a.code < b.code ? -1 : 1));
}

/** No floor, and each that leaves enough cities but fewer than the one below it. */
function offered(none: Quiz['floors'][number], floors: Quiz['floors']): Quiz['floors'] {
  const kept = [none];
  for (const floor of floors) {
    if (floor.cities >= MIN_FLOOR_CITIES && floor.cities < kept.at(-1)!.cities) kept.push(floor);
  }
  return kept;
}
