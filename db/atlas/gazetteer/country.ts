import { COUNTRIES } from '../catalogue/countries.ts';

const NAMES: ReadonlyMap<string, string> = new Map(COUNTRIES.map(({ code, title }) => [code, title]));

/** The English name of an ISO code, the same as its quiz's. Throws for a code that has none: the build must notice. */
export function countryName(code: string): string {
  const name = NAMES.get(code);
  if (name === undefined) throw new Error(`No name for the country ${code}`);
  return name;
}
