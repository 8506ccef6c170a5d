import type { Quiz, QuizKind, Selector } from '../../../shared/catalogue/quiz.ts';
import { CONTINENTS } from './continents.ts';
import { COUNTRIES } from './countries.ts';
import { STATES, TERRITORIES } from './states.ts';
import { SUBDIVISIONS } from './subdivisions.ts';

/** A quiz before anything is counted. */
export interface Definition {
  slug: string;
  title: string;
  kind: QuizKind;
  country?: string;
  /** The admin-1 unit of a quiz of one. */
  region?: string;
  select: Selector[];
  breakdown: Quiz['breakdown'];
  /** The quiz whose map this one uses, when it has none of its own. */
  mapOf?: string;
  /** Left out where fewer places are found; 0 keeps it whatever is found. */
  minCities: number;
}

/** A country or region with fewer places than this has no quiz of its own. */
export const MIN_CITIES = 10;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Every quiz, in the order of the list. `small`: codes of countries with fewer than {@link MIN_CITIES} places. */
export function definitionsOf(small: readonly string[]): Definition[] {
  return [
    world(),
    ...CONTINENTS.map(({ slug, title, select }): Definition => ({
      slug,
      title,
      kind: 'continent',
      select,
      breakdown: 'countries',
      minCities: 0,
    })),
    ...COUNTRIES.map(({ code, slug, title }): Definition => ({
      slug,
      title,
      kind: 'country',
      country: code,
      select: [{ countries: [code] }],
      breakdown: 'regions',
      minCities: MIN_CITIES,
    })),
    ...SUBDIVISIONS.map(({ code, country, slug, title }): Definition => ({
      slug,
      title,
      kind: 'region',
      country,
      region: code,
      select: [{ regions: [code] }],
      breakdown: 'none',
      // The fifty-one of the USA are all there, the District of Columbia too.
      minCities: country === 'US' ? 1 : MIN_CITIES,
    })),
    theme('capitals', 'National capitals', { capitals: 'national', countries: [...STATES] }),
    theme('territory-capitals', 'Capitals of territories', {
      capitals: 'national',
      countries: [...TERRITORIES],
    }),
    theme('regional-capitals', 'Regional capitals', { capitals: 'regional' }),
    theme('million-cities', 'Cities over a million', { minPopulation: 1_000_000 }),
    theme('large-cities', 'Cities over 100,000', { minPopulation: 100_000 }),
    theme('small-territories', 'Small territories', { countries: [...small] }),
    ...[...LETTERS].map((initial) =>
      theme(`letter-${initial}`, `Cities beginning with ${initial.toUpperCase()}`, { initial }),
    ),
  ];
}

const world = (): Definition => ({
  slug: 'world',
  title: 'World',
  kind: 'world',
  select: [{ all: true }],
  breakdown: 'countries',
  minCities: 0,
});

const theme = (slug: string, title: string, select: Selector): Definition => ({
  slug,
  title,
  kind: 'theme',
  select: [select],
  breakdown: 'countries',
  mapOf: 'world',
  minCities: 0,
});
