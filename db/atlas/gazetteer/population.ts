import { cityKey } from '../../../shared/gazetteer/key.ts';
import { distanceKm } from './distance.ts';
import { indexBy } from './match.ts';
import type { Place } from './place.ts';
import { isSectionFeature } from './section.ts';

/** What a filled population is at most: larger figures are those of urban areas. */
const CAP = 3_000_000;
/** Where the figures are those of whole districts: they order places of unknown population, no more. */
const DISTRUSTED = new Set(['CN', 'JP', 'MA', 'GH']);
/** From so many people on, two places of a country do not have the same number by chance, unless it is a round one. */
const COPIED_PEOPLE = 50_000;
const ROUND = 1000;
/** A figure agrees that is not more than so many times another. */
const AGREES = 1.5;
/** Such a share of a larger namesake's figure is that very figure. */
const NAMESAKE_SHARE = 0.03;
const NAMESAKE_PEOPLE = 50_000;
const NAMESAKE_KM = 30;
/** A seat with so many times what the others say has the figure of its district. */
const DISTRICT_TIMES = 10;
const DISTRICT_PEOPLE = 50_000;
/** Where the second source lists every city of so many people: one that it lacks is a quarter, or has a stray figure. */
const COMPLETE = new Set(['US']);
const COMPLETE_PEOPLE = 100_000;
/** Filled populations are listed from here on. */
const LISTED_PEOPLE = 100_000;

/** A population that was changed; `place` has the new one. */
export interface Mended {
  place: Place;
  before: number;
  rule: 'filled' | 'copied' | 'namesake' | 'district' | 'unlisted';
}

/**
 * Mends the populations of places by what other sources say, kind by kind of what is wrong with GeoNames' figures; answers what
 * was changed. Places whose population is certain stay as they are.
 */
export function mendPopulations(places: readonly Place[]): Mended[] {
  const mended: Mended[] = [];
  const change = (place: Place, population: number, rule: Mended['rule']): void => {
    if (population === place.population) return;
    mended.push({ place, before: place.population, rule });
    place.population = population;
  };
  for (const place of places) {
    if (place.population > 0 || place.isCertain) continue;
    const figure = firmFigure(place);
    if (figure === undefined) continue;
    if (DISTRUSTED.has(place.country)) place.hint = figure;
    else change(place, Math.min(figure, CAP), 'filled');
  }
  const open = places.filter((place) => !place.isCertain && place.population > 0);
  for (const place of copies(open)) change(place, trusted(place) ?? 0, 'copied');
  for (const place of namesakes(open)) change(place, 0, 'namesake');
  for (const place of open) {
    const largest = Math.max(0, ...figuresOf(place));
    const isSeat = place.feature === 'PPLA' || place.feature === 'PPLA2';
    const isDistrict =
      isSeat && place.population >= DISTRICT_PEOPLE && place.population >= DISTRICT_TIMES * largest;
    if (isDistrict && largest > 0) change(place, largest, 'district');
    const isStray = place.population >= COMPLETE_PEOPLE && place.figures === undefined;
    if (isStray && COMPLETE.has(place.country) && !isSectionFeature(place.feature))
      change(place, 0, 'unlisted');
  }
  return mended;
}

/** Those of places with one and the same number whom no other source agrees with, where it agrees with another or has a number. */
function copies(places: readonly Place[]): Place[] {
  const groups = indexBy(
    places.filter(({ population }) => population >= COPIED_PEOPLE && population % ROUND !== 0),
    ({ country, population }) => [`${country}|${population}`],
  );
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => {
      const agreed = group.filter((place) =>
        agrees(firmFigure(place) ?? figuresOf(place)[0] ?? 0, place.population),
      );
      return group.filter(
        (place) => !agreed.includes(place) && (agreed.length > 0 || trusted(place) !== undefined),
      );
    });
}

/** Those that have the figure of a namesake of theirs, which is listed with it: Puyang in Zhejiang that of Puyang in Henan. */
function namesakes(places: readonly Place[]): Place[] {
  const groups = indexBy(places, ({ country, display }) => [`${country}|${cityKey(display)}`]);
  const wrong: Place[] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const place of group) {
      if (place.population < NAMESAKE_PEOPLE || figuresOf(place).length > 1) continue;
      const isOthers = group.some(
        (other) =>
          other !== place &&
          figuresOf(other).length > figuresOf(place).length &&
          [other.population, ...figuresOf(other)].some(
            (people) => Math.abs(people - place.population) <= NAMESAKE_SHARE * people,
          ) &&
          distanceKm(other, place) > NAMESAKE_KM,
      );
      if (isOthers) wrong.push(place);
    }
  }
  return wrong;
}

const figuresOf = ({ figures = [] }: Place): number[] => figures.map(({ population }) => population);

const firmFigure = ({ figures = [] }: Place): number | undefined =>
  figures.find(({ isRough }) => !isRough)?.population;

const trusted = (place: Place): number | undefined =>
  DISTRUSTED.has(place.country) ? undefined : firmFigure(place);

const agrees = (a: number, b: number): boolean => a <= AGREES * b && b <= AGREES * a;

/** What was changed, as a table to be read; of filled ones only cities, since thousands of villages are. */
export function mendedTable(mended: readonly Mended[]): string {
  const lines = mended
    .filter(({ place, rule }) => rule !== 'filled' || place.population >= LISTED_PEOPLE)
    .sort((a, b) => (a.rule === b.rule ? a.place.id - b.place.id : a.rule < b.rule ? -1 : 1))
    .map(({ place, before, rule }) =>
      [rule, place.id, place.country, place.display, before, place.population].join('\t'),
    );
  return ['# rule\tid\tcountry\tname\tbefore\tafter (0: unknown)', ...lines, ''].join('\n');
}
