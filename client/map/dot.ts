import { clamp } from './view.ts';

/** The largest dot, px, at any zoom, and the smallest at fit. */
const LARGEST = 14;
const LEAST = 2.1;

export interface DotContext {
  /** 1 at fit. */
  zoom: number;
  seats: boolean;
  phone: boolean;
  projector: boolean;
  /** Of the map at fit; on a map of much of the earth in few pixels dots are smaller. */
  kmPerPixel?: number;
}

/** Where a pixel is fewer km, dots have their full size; at the other end they are no smaller than this share of it. */
const FULL_KM_PER_PIXEL = 13;
const LEAST_SHARE = 0.24;

/**
 * Radius of a city's dot, screen px (LOOK, “Map”): by the square root of its people, so that area follows them; growing
 * with the fourth root of the zoom, so that dots part faster than they swell. Shapes need 3.5 px to be told apart, and
 * a phone is held closer to a glare.
 */
export function dotRadius(population: number, context: DotContext): number {
  const { zoom, seats, phone, projector, kmPerPixel = 0 } = context;
  const share = clamp((FULL_KM_PER_PIXEL / (kmPerPixel || 1)) * zoom ** 0.25, LEAST_SHARE, 1);
  const atFit = Math.max(LEAST, clamp(1.3 + 0.0031 * Math.sqrt(population), LEAST, LARGEST) * share);
  const least = Math.max(seats ? 3.5 : 0, phone ? 2.4 : 0);
  const radius = Math.max(Math.min(LARGEST, atFit * zoom ** 0.25), least);
  return projector ? radius * 1.5 : radius;
}

/** Missed cities are drawn smaller than found ones, hollow. */
export const MISSED_SCALE = 0.8;
/** From a capital's dot to the middle of its ring, px. */
export const CAPITAL_GAP = 2.2;
