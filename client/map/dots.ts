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

/** Interactive SVG marks at most; the rest is painted on the canvas. Above this, panning falls under 55 frames a second. */
export const SVG_DOTS = 2000;

/**
 * The marks of cities, largest first, so that small ones are drawn over large ones. Cities that the sheet does not hold
 * are left out.
 */
export function dotsOf(
  cities: readonly MapCity[],
  place: (city: MapCity) => Point | null,
  context: DotContext,
  missed = false,
): Dot[] {
  const dots: Dot[] = [];
  for (const city of cities) {
    const point = place(city);
    if (!point) continue;
    const r = (dotRadius(city.population, context) * (missed ? MISSED_SCALE : 1)) / context.zoom;
    dots.push({ city, x: point[0], y: point[1], r, missed });
  }
  return dots.sort((a, b) => b.city.population - a.city.population || a.city.id - b.city.id);
}
