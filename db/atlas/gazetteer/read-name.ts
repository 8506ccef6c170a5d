import { cityKey } from '../../../shared/gazetteer/key.ts';
import { indexBy } from './match.ts';
import type { Place } from './place.ts';

/** A municipality in its own script, of which a list tells how it is read but not where it lies. */
export interface ReadName {
  country: string;
  /** A name of its admin-1 unit. */
  region: string;
  /** In Latin letters: without the word for its kind, and with it. */
  readings: string[];
  /** In its script: likewise. */
  names: string[];
}

/**
 * Gives places the names of municipalities whose reading they have, in the same admin-1 unit: each to the largest place that
 * none before it has taken. Sections of cities get none. Answers how many got any. `places` in the order of importance; `regionOf`:
 * GeoNames' code of a unit, by country and name.
 */
export function nameByReading(
  places: readonly Place[],
  rows: readonly ReadName[],
  regionOf: (country: string, name: string) => string | undefined,
): number {
  const countries = new Set(rows.map(({ country }) => country));
  const index = indexBy(
    places.filter(({ country, feature }) => countries.has(country) && feature !== 'PPLX'),
    ({ region, display, names, alternates }) => [
      ...new Set([display, ...names, ...alternates].map((name) => `${region}|${sound(name)}`)),
    ],
  );
  const rank = new Map(places.map((place, i) => [place, i]));
  const taken = new Set<Place>();
  for (const { country, region, readings, names } of rows) {
    const code = regionOf(country, region);
    const [found] = readings
      .flatMap((reading) => index.get(`${code}|${sound(reading)}`) ?? [])
      .filter((place) => !taken.has(place))
      .sort((a, b) => rank.get(a)! - rank.get(b)!);
    if (found === undefined) continue;
    taken.add(found);
    (found.otherNames ??= []).push(...names);
  }
  return taken.size;
}

/** A key in which romanisations agree that do not about long vowels, and about n before b, m, p. */
const sound = (name: string): string =>
  cityKey(name)
    .replace(/o(?:o|u|h(?=[^aeiouy]|$))/g, 'o')
    .replace(/uu/g, 'u')
    .replace(/m(?=[bmp])/g, 'n')
    .replace(/tch/g, 'cch');
