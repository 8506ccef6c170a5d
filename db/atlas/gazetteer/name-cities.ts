import { cityKey } from '../../../shared/gazetteer/key.ts';
import { indexBy, matchNearest } from './match.ts';
import type { Place } from './place.ts';
import type { CapitalNames } from './readers/capital-names.ts';
import type { NamedCity } from './readers/cldr.ts';

const WITHIN_KM = 30;

/** Gives places the names that CLDR has for them: to be shown in their languages, and to be typed. Answers how many got any. */
export function nameCities(places: readonly Place[], cities: readonly NamedCity[]): number {
  const index = indexBy(places, ({ country, display, names, alternates }) => [
    ...new Set([display, ...names, ...alternates].map((name) => `${country}|${cityKey(name)}`)),
  ]);
  const found = matchNearest(
    cities,
    ({ country, names }) => largest(names.flatMap((name) => index.get(`${country}|${cityKey(name)}`) ?? [])),
    WITHIN_KM,
    new Set<Place>(),
  );
  for (const [{ localised, all }, place] of found) {
    place.localised = { ...localised, ...place.localised };
    (place.otherNames ??= []).push(...all);
  }
  return found.size;
}

/** The same with names of capitals: for the largest place of the name in the country. What is shown already stays. */
export function nameCapitals(places: readonly Place[], capitals: readonly CapitalNames[]): number {
  const countries = new Set(capitals.map(({ country }) => country));
  const index = indexBy(
    places.filter(({ country }) => countries.has(country)),
    ({ country, display, names, alternates }) => [
      ...new Set([display, ...names, ...alternates].map((name) => `${country}|${cityKey(name)}`)),
    ],
  );
  let found = 0;
  for (const { country, name, localised, names } of capitals) {
    const [place] = largest(index.get(`${country}|${cityKey(name)}`) ?? []);
    if (place === undefined) continue;
    found += 1;
    place.localised = { ...localised, ...place.localised };
    (place.otherNames ??= []).push(...names);
  }
  return found;
}

/** A city of a time zone is the largest of its name. */
const largest = (places: readonly Place[]): Place[] =>
  [...new Set(places)].sort((a, b) => b.population - a.population).slice(0, 1);
