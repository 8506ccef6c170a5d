import type { Selector } from '../../../shared/catalogue/quiz.ts';
import { COUNTRIES, type ContinentCode } from './countries.ts';

export interface Continent {
  code: ContinentCode;
  slug: string;
  title: string;
  select: Selector[];
}

const regionsOf = (country: string, codes: string): string[] =>
  codes.split(' ').map((code) => `${country}.${code}`);

/** The federal subjects west of the Urals; Orenburg, Bashkortostan and Perm, which straddle them, among these. */
export const EUROPEAN_RUSSIA = regionsOf(
  'RU',
  '01 06 07 08 09 10 12 16 17 19 21 22 23 24 25 27 28 33 34 37 38 41 42 43 45 46 47 48 49 50 51 52 55 56 57 60 61 62 65 66 67 68 69 70 72 73 76 77 80 81 83 84 85 86 88 90',
);
export const ASIAN_RUSSIA = regionsOf(
  'RU',
  '03 04 05 11 13 15 20 29 30 31 32 40 44 53 54 59 63 64 71 75 78 79 87 89 91 92 93',
);
/** Indonesia's part of New Guinea. */
export const WESTERN_NEW_GUINEA = regionsOf('ID', '36 39 PD PE PS PT');
const EASTERN_THRACE = regionsOf('TR', '22 39 59');
/** Countries that are counted with both: in Asia by most maps, in Europe by its councils, cups and contests. */
const EUROPEAN_TOO = ['AM', 'AZ', 'GE'];
const ISTANBUL = 745044;
const ATYRAU = 610529;

const countriesOf = (continent: ContinentCode, without: readonly string[] = []): string[] =>
  COUNTRIES.filter(({ code, continent: own }) => own === continent && !without.includes(code)).map(
    ({ code }) => code,
  );

/**
 * A city is in every continent that it belongs to. Straits, rivers and ridges divide countries, by admin-1 unit where one
 * lies on one side, else by a line of longitude along the Bosporus (29.01°, past the Golden Horn 29.07°), the
 * Dardanelles (40.36° N) and the Ural (51.6°). Cities on both banks (Istanbul, Atyrau) are in both.
 */
export const CONTINENTS: readonly Continent[] = [
  {
    code: 'EU',
    slug: 'europe',
    title: 'Europe',
    select: [
      { countries: [...countriesOf('EU', ['RU']), ...EUROPEAN_TOO] },
      { regions: [...EUROPEAN_RUSSIA, ...EASTERN_THRACE] },
      { regions: ['TR.34'], within: [27, 40.8, 29.012, 41.06] },
      { regions: ['TR.34'], within: [27, 41.06, 29.07, 42] },
      { regions: ['TR.17'], within: [26, 40.36, 27.5, 41] },
      { regions: regionsOf('KZ', '06 07'), within: [46, 46, 51.6, 52] },
      { places: [ISTANBUL, ATYRAU] },
    ],
  },
  {
    code: 'AF',
    slug: 'africa',
    title: 'Africa',
    select: [{ countries: countriesOf('AF') }, { regions: ['ES.CE', 'ES.ML'] }],
  },
  {
    code: 'AS',
    slug: 'asia',
    title: 'Asia',
    select: [
      { countries: [...countriesOf('AS', ['TR']), 'CY'] },
      { regions: [...ASIAN_RUSSIA, ...regionsOf('EG', '26 27'), ...regionsOf('TR', '10 16 17')] },
      { countries: ['TR'], within: [25, 35, 45, 40.35] },
      { countries: ['TR'], within: [29.012, 40.35, 45, 41.06] },
      { countries: ['TR'], within: [29.07, 41.06, 45, 43] },
      { places: [ISTANBUL] },
    ],
  },
  { code: 'NA', slug: 'north-america', title: 'North America', select: [{ countries: countriesOf('NA') }] },
  { code: 'SA', slug: 'south-america', title: 'South America', select: [{ countries: countriesOf('SA') }] },
  {
    code: 'OC',
    slug: 'oceania',
    title: 'Oceania',
    select: [{ countries: countriesOf('OC') }, { regions: [...WESTERN_NEW_GUINEA, 'US.HI'] }],
  },
];
