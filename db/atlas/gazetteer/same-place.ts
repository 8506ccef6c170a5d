import type { Neighbours } from './neighbours.ts';
import type { Place } from './place.ts';
import type { ListedPlace } from './readers/listed-place.ts';

/** At the same spot: whatever it is called, unless the source itself puts two places there. */
const SPOT_KM = 1;
/** A little farther: a place of unknown or comparable population that the source does not list otherwise. */
const UNLISTED_KM = 1.5;
const COMPARABLE = 3;
/** So many times as large or small, a place at the spot is another one (a suburb, a district): it does not get the name. */
const NAMED_TIMES = 10;
/** A figure that is a neighbour's own: SimpleMaps lists Agra again as Agwār, half a kilometre away. */
const EQUAL_KM = 2;
const EQUAL_SHARE = 0.03;
const COPIED_KM = 5;
const COPIED_SHARE = 0.001;
/** Where the source lists districts under the names of their seats: a new place must stand alone. */
const STRICT: ReadonlySet<string> = new Set(['CN', 'JP', 'MA', 'GH']);

/**
 * The known place that a row is by where it lies, though nothing tells so by name; `isNamed`: whether the row's names are
 * names of it. Undefined for a place of its own. `added`: the places that the row's own source has added.
 */
export function placeAt(
  row: ListedPlace,
  neighbours: Neighbours,
  added: ReadonlySet<Place>,
): { place: Place; isNamed: boolean } | undefined {
  const near = neighbours.within(row, COPIED_KM);
  const copied = near.find(({ place, km }) =>
    peopleOf(place).some((people) =>
      isEqual(people, row.population, km <= EQUAL_KM ? EQUAL_SHARE : COPIED_SHARE),
    ),
  );
  if (copied !== undefined) return { place: copied.place, isNamed: false };
  const spot = near.find(({ place, km }) => km <= SPOT_KM && !added.has(place));
  if (spot !== undefined)
    return { place: spot.place, isNamed: isComparable(spot.place.population, row.population, NAMED_TIMES) };
  const unlisted = near.find(
    ({ place, km }) =>
      km <= UNLISTED_KM &&
      place.figures === undefined &&
      isComparable(place.population, row.population, COMPARABLE),
  );
  if (unlisted !== undefined) return { place: unlisted.place, isNamed: true };
  const seat = STRICT.has(row.country) ? near[0]?.place : undefined;
  return seat === undefined ? undefined : { place: seat, isNamed: true };
}

const peopleOf = ({ population, figures = [] }: Place): number[] => [
  population,
  ...figures.map((figure) => figure.population),
];

const isEqual = (a: number, b: number, share: number): boolean =>
  a > 0 && b > 0 && Math.abs(a - b) <= share * b;

const isComparable = (a: number, b: number, times: number): boolean =>
  a === 0 || b === 0 || (a <= times * b && b <= times * a);
