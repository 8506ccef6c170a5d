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

/** Makes the marks of cities, keeping each mark while nothing about it changes: a find then redraws one, not all. */
export interface DotMaker {
  /**
   * Largest first, so that small ones are drawn over large ones. Cities that the sheet does not hold are left out.
   */
  make(cities: readonly MapCity[]): Dot[];
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
  return {
    make(cities) {
      const dots: Dot[] = [];
      for (const city of cities) {
        let dot = kept.get(city.id);
        if (dot === undefined || (dot && dot.city.seat !== city.seat)) {
          dot = make(city);
          kept.set(city.id, dot);
        }
        if (dot) dots.push(dot);
      }
      return dots.sort((a, b) => b.city.population - a.city.population || a.city.id - b.city.id);
    },
  };
}
