import { NATIONAL_CAPITAL, REGIONAL_CAPITAL } from '../../../shared/gazetteer/gazetteer.ts';
import {
  assignIds,
  followIds,
  formerIds,
  retiredIds,
  withPublished,
  type RegisteredId,
} from './id-register.ts';
import { createKnownPlaces } from './known-places.ts';
import { mergeDoubles } from './merge-doubles.ts';
import { mergeListed } from './merge-listed.ts';
import { mergeNewer } from './merge.ts';
import { nameCapitals, nameCities } from './name-cities.ts';
import { nameMunicipalities } from './municipality.ts';
import type { Place } from './place.ts';
import { mendPopulations, type Mended } from './population.ts';
import { nameByReading } from './read-name.ts';
import { showEnglishNames } from './english-names.ts';
import { createRegionFinder } from './regions.ts';
import { seatLevel } from './seat-level.ts';
import { giveToSeats, markSections } from './section.ts';
import { NATURAL_EARTH, type Sources } from './sources.ts';
import { CAPITALS } from './tables.ts';
import { yieldToSections } from './yield-names.ts';

export interface Gathered {
  /** All places with their ids, in the order of rows. */
  places: Place[];
  /** The register with what this build adds to it. */
  register: RegisteredId[];
  formerIds: [former: number, now: number][];
  counts: Record<string, number>;
  /** The populations that were changed, with the rule. */
  mended: Mended[];
}

/** Makes one list of places of all sources. The same sources give the same list. */
export function gatherPlaces(sources: Sources): Gathered {
  const merged = mergeNewer(sources.places, sources.newer);
  const { places: known, doubles } = mergeDoubles(merged.places, merged.confirmed);
  known.sort(byImportance);
  nameMunicipalities(known, sources.districts);

  const listedInto = createKnownPlaces(known);
  const findRegion = createRegionFinder(sources.regions, sources.regionNames);
  const places = [...known];
  const counts: Record<string, number> = {
    same: merged.same,
    renamed: merged.renamed,
    added: merged.added,
    doubles,
  };
  for (const { name, rows } of sources.listed) {
    const {
      added,
      found,
      counts: merged,
    } = mergeListed(listedInto, rows, ({ country, region }) => findRegion(country, region));
    places.push(...added);
    if (name === NATURAL_EARTH) counts['englishNames'] = showEnglishNames(found);
    counts[`${name}.added`] = added.length;
    for (const [rule, count] of Object.entries(merged)) counts[`${name}.${rule}`] = count;
  }
  counts['namedCities'] = nameCities(places, sources.namedCities);
  counts['namedCapitals'] = nameCapitals(places, sources.capitalNames);
  counts['namesYielded'] = yieldToSections(places);
  giveToSeats(places);
  const mended = mendPopulations(places);

  const ids = new Set(places.map(({ id }) => id));
  const assigned = assignIds(
    places.filter(({ id }) => id === 0),
    withPublished(sources.register, sources.published),
    ids,
  );
  const register = followIds(places, [...assigned, ...retiredIds(places, assigned, sources.published)]);

  markCapitals(places);
  places.sort(byImportance);
  counts['namedByReading'] = nameByReading(places, sources.readNames, findRegion);
  const municipalities = nameMunicipalities(places, sources.districts);
  markSections(places);
  return {
    places,
    register,
    formerIds: formerIds(places, register),
    counts: { ...counts, populationsMended: mended.length, municipalities },
    mended,
  };
}

/** Seats of administration come before other places whose population is the same or unknown. */
function byImportance(a: Place, b: Place): number {
  return (
    b.population - a.population ||
    (b.hint ?? 0) - (a.hint ?? 0) ||
    seatLevel(a.feature) - seatLevel(b.feature) ||
    a.id - b.id
  );
}

function markCapitals(places: readonly Place[]): void {
  for (const place of places) {
    if (place.feature === 'PPLC' || CAPITALS.has(place.id)) place.flags |= NATIONAL_CAPITAL;
    if (place.feature === 'PPLC' || place.feature === 'PPLA') place.flags |= REGIONAL_CAPITAL;
  }
}
