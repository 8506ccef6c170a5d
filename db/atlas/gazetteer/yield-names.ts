import { cityKey } from '../../../shared/gazetteer/key.ts';
import type { Place } from './place.ts';
import { isSectionFeature } from './section.ts';

/** A section of so many people is known by its name, also far away. */
const SECTION_PEOPLE = 50_000;
/** A place with fewer than so many times less is not who is meant. */
const TIMES = 10;

/**
 * Takes from small places the alternates that are the name of a far larger section of a city: Kreuzberg is a part of Berlin, and not
 * Krucemburk, a Czech village that was called so. Answers how many names were taken.
 */
export function yieldToSections(places: readonly Place[]): number {
  const sections = new Map<string, number>();
  for (const { feature, display, population } of places) {
    if (!isSectionFeature(feature) || population < SECTION_PEOPLE) continue;
    const key = cityKey(display);
    sections.set(key, Math.max(population, sections.get(key) ?? 0));
  }
  let taken = 0;
  for (const place of places) {
    if (isSectionFeature(place.feature)) continue;
    const kept = place.alternates.filter(
      (name) => (sections.get(cityKey(name)) ?? 0) < TIMES * Math.max(1, place.population),
    );
    taken += place.alternates.length - kept.length;
    if (kept.length < place.alternates.length) place.alternates = kept;
  }
  return taken;
}
