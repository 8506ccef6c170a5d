import { dotRadius, MISSED_SCALE, type DotContext } from './dot.ts';
import type { MapCity } from './city.ts';
import type { Point } from './view.ts';

/** A city's mark on the sheet. */
export interface Dot {
  city: MapCity;
  /** Middle, px of the sheet. */
  x: number;
  y: number;
  /** Radius, px of the sheet: the radius on screen divided by the zoom. */
  r: number;
  missed: boolean;
}

/**
 * Up to this many marks are SVG; beyond, a canvas paints all of them. With their casings,
 * every thousand costs a pan about as much as all outlines do.
 */
export const SVG_DOTS = 500;
/** Beyond this many finds a sheet is crowded: casings go, opacity falls, and only the largest stay as they were, on top. */
export const CROWD = 1000;
/** How many of the largest do. */
export const ON_TOP = 30;

/** Makes the marks of cities, keeping each mark while nothing about it changes: a find then redraws one, not all. */
export interface DotMaker {
  /**
   * Largest first, so that small ones are drawn over large ones. Cities that the sheet does not hold are left out.
   */
  make(cities: readonly MapCity[]): readonly Dot[];
}

export function createDotMaker(
  place: (city: MapCity) => Point | null,
  context: DotContext,
  missed = false,
): DotMaker {
  const kept = new Map<number, Dot | null>();
  const make = (city: MapCity): Dot | null => {
    const point = place(city);
    if (!point) return null;
    const r = (dotRadius(city.population, context) * (missed ? MISSED_SCALE : 1)) / context.zoom;
    return { city, x: point[0], y: point[1], r, missed };
  };
  const dotOf = (city: MapCity): Dot | null => {
    let dot = kept.get(city.id);
    if (dot === undefined || (dot && dot.city.seat !== city.seat)) {
      dot = make(city);
      kept.set(city.id, dot);
    }
    return dot;
  };
  let before: readonly MapCity[] = [];
  let sorted: readonly Dot[] = [];
  return {
    make(cities) {
      const added = addedTo(before, cities);
      const dots = (added ?? cities).map(dotOf).filter((dot) => dot !== null);
      sorted = added ? withDots(sorted, dots) : dots.sort(compare);
      before = cities;
      return sorted;
    },
  };
}

const compare = (a: Dot, b: Dot): number => b.city.population - a.city.population || a.city.id - b.city.id;

/** More than this at once are sorted with all others. */
const FEW = 64;

/** What a list has at its end that it had not before, if it only grew there, and by few; null if it did not. */
export function addedTo<T extends Pick<MapCity, 'id' | 'seat'>>(
  before: readonly T[],
  now: readonly T[],
): readonly T[] | null {
  const count = before.length;
  if (count === 0 || now.length < count || now.length > count + FEW) return null;
  for (let i = 0; i < count; i += 1)
    if (now[i]!.id !== before[i]!.id || now[i]!.seat !== before[i]!.seat) return null;
  return now.slice(count);
}

/** A new list: each new dot before the first that is smaller. */
function withDots(sorted: readonly Dot[], added: readonly Dot[]): readonly Dot[] {
  if (added.length === 0) return sorted;
  const next = [...sorted];
  for (const dot of added) {
    let [low, high] = [0, next.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(next[middle]!, dot) < 0) low = middle + 1;
      else high = middle;
    }
    next.splice(low, 0, dot);
  }
  return next;
}

/**
 * The few dots that a list has and had not, if both are else the same dots in the same order, and the new ones leave as they were
 * those that a crowded sheet has on top; null if not.
 */
export function addedDots(before: readonly Dot[], now: readonly Dot[]): Dot[] | null {
  const most = now.length - before.length;
  if (before.length === 0 || most < 0 || most > FEW || before.length > CROWD !== now.length > CROWD)
    return null;
  const added: Dot[] = [];
  let old = 0;
  for (const [rank, dot] of now.entries()) {
    if (dot === before[old]) old += 1;
    else if (added.length === most || (rank < ON_TOP && now.length > CROWD)) return null;
    else added.push(dot);
  }
  return old === before.length ? added : null;
}

export const dotsById = (dots: readonly Dot[]): ReadonlyMap<number, Dot> =>
  new Map(dots.map((dot) => [dot.city.id, dot]));
