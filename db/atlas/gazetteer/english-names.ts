import type { Place } from './place.ts';
import type { ListedPlace } from './readers/listed-place.ts';

/**
 * Natural Earth's English names that are more than a spelling of the local name, by country. Only these are taken: most others
 * that differ from GeoNames' are older (Dnipropetrovsk, Umtata), misspelt (Shijianzhuang) or another transcription.
 */
const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  CH: ['Geneva'],
  DE: ['Cologne'],
  ES: ['Seville'],
  FR: ['Dunkirk'],
  IE: ['Galway'],
  IR: ['Urmia'],
  IT: ['Mantua', 'Padua'],
  PA: ['Panama City'],
  RU: ['Nizhny Novgorod'],
};

/**
 * Shows places by the English name that Natural Earth has for them, where GeoNames shows the local one. Answers how many names
 * were changed. `found`: which place each of its rows is.
 */
export function showEnglishNames(found: ReadonlyMap<ListedPlace, Place>): number {
  let changed = 0;
  for (const [{ names }, place] of found) {
    const english = names.find((name) => ENGLISH[place.country]?.includes(name));
    if (english === undefined || english === place.display) continue;
    place.local ??= place.display;
    place.display = english;
    if (!place.names.includes(english)) place.names.unshift(english);
    changed += 1;
  }
  return changed;
}
