import type { Place } from '../place.ts';

/** Columns of GeoNames' main table (its readme.txt), from which a place is made. */
const COLUMNS = 19;

/**
 * A place of one line of GeoNames' main table (`cities500.txt`, `allCountries.txt`). Undefined where a field that is needed is
 * not of its form: the reader says which line.
 */
export function parseGeoNamesLine(line: string): Place | undefined {
  const column = line.split('\t');
  if (column.length < COLUMNS) return undefined;
  const at = (index: number): string => column[index] ?? '';
  const country = at(8);
  const id = Number(at(0));
  const lat = numberOf(at(4));
  const lon = numberOf(at(5));
  const population = at(14) === '' ? 0 : Number(at(14));
  const isValid =
    /^[1-9]\d*$/.test(at(0)) &&
    at(1) !== '' &&
    Math.abs(lat) <= 90 &&
    Math.abs(lon) <= 180 &&
    /^[A-Z]{2}$/.test(country) &&
    Number.isSafeInteger(population) &&
    population >= 0;
  if (!isValid) return undefined;
  const codes = [at(10), at(11), at(12), at(13)];
  return {
    id,
    display: at(1),
    names: at(2) === '' ? [at(1)] : [at(1), at(2)],
    alternates: at(3) === '' ? [] : at(3).split(','),
    lat,
    lon,
    feature: at(7),
    country,
    region: codes[0] === '' || codes[0] === '00' ? '' : `${country}.${codes[0]!}`,
    districts: [2, 3, 4].map((n) => (codes[n - 1] === '' ? '' : [country, ...codes.slice(0, n)].join('.'))),
    population,
    flags: 0,
  };
}

const numberOf = (text: string): number => (text === '' ? NaN : Number(text));
