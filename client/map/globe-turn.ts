import { geoInterpolate } from 'd3';
import { clamp } from './view.ts';

/** Which point faces the viewer: [λ, φ] as `rotate()` takes them. */
export type Turn = readonly [lambda: number, phi: number];

/** How far from the equator the globe may face, degrees. */
const MOST_TILT = 80;

/** The turn that faces a place, as far as the globe may be tilted. */
export function facing(lon: number, lat: number): Turn {
  return [-lon, -clamp(lat, -MOST_TILT, MOST_TILT)];
}

/** Turns between two, by the shortest way over the globe, the north kept up: share 0…1. */
export function turnBetween(from: Turn, to: Turn): (share: number) => Turn {
  const way = geoInterpolate([-from[0], -from[1]], [-to[0], -to[1]]);
  return (share) => {
    if (share >= 1) return to;
    const [lon, lat] = way(share);
    return facing(lon, lat);
  };
}

/** Degrees of the globe's face that a place is off its middle. */
export function offMiddle(turn: Turn, lon: number, lat: number): number {
  const radians = Math.PI / 180;
  const [a, b] = [-turn[1] * radians, lat * radians];
  const cos = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos((lon + turn[0]) * radians);
  return Math.acos(clamp(cos, -1, 1)) / radians;
}
