import { clamp } from './view.ts';

/** The largest dot, px, at any zoom. */
const LARGEST = 14;

export interface DotContext {
  /** 1 at fit. */
  zoom: number;
  seats: boolean;
  phone: boolean;
  projector: boolean;
}

/**
 * Radius of a city's dot, screen px (LOOK, “Map”): by the square root of its people, so that area follows them; growing
 * with the fourth root of the zoom, so that dots part faster than they swell. Shapes need 3.5 px to be told apart, and
 * a phone is held closer to a glare.
 */
export function dotRadius(population: number, { zoom, seats, phone, projector }: DotContext): number {
  const atFit = clamp(1.3 + 0.0031 * Math.sqrt(population), 2.1, LARGEST);
  const least = Math.max(seats ? 3.5 : 0, phone ? 2.4 : 0);
  const radius = Math.max(Math.min(LARGEST, atFit * zoom ** 0.25), least);
  return projector ? radius * 1.5 : radius;
}

/** Missed cities are drawn smaller than found ones, hollow. */
export const MISSED_SCALE = 0.8;
/** From a capital's dot to the middle of its ring, px. */
export const CAPITAL_GAP = 2.2;
