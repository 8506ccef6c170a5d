import { geoPath, type GeoProjection } from 'd3';
import type { Area, Region } from './topology.ts';
import type { Box } from './box.ts';
import { toScreen, type Point, type View } from './view.ts';

/** The name of a country or region, and where its middle lies. */
export interface CountryName {
  key: string;
  text: string;
  /** px of the sheet. */
  at: Point;
  /** px² of its largest part on the sheet at fit. */
  area: number;
}

const SIZE = 11;
const TRACKING = 0.2;

/** The middle of the largest part of each region, as far as the sheet shows it; the largest first. */
export function nameCountries(regions: readonly Region[], projection: GeoProjection): CountryName[] {
  const path = geoPath(projection);
  return regions
    .flatMap(({ code, name, area }): CountryName[] => {
      const parts = partsOf(area).map((part) => ({ part, size: path.area(part) }));
      const largest = parts.reduce((a, b) => (b.size > a.size ? b : a), { part: area, size: 0 });
      const [x, y] = path.centroid(largest.part);
      if (name === '' || largest.size === 0 || !Number.isFinite(x + y)) return [];
      return [{ key: code, text: name, at: [x, y], area: largest.size }];
    })
    .sort((a, b) => b.area - a.area);
}

/** What a name covers on screen. */
export function countryBox(
  { text, at }: CountryName,
  view: View,
  measure: (text: string, size: number) => number,
): Box {
  const [x, y] = toScreen(view, at);
  const capitals = text.toLocaleUpperCase();
  const half = (measure(capitals, SIZE) + capitals.length * SIZE * TRACKING) / 2;
  return { x0: x - half, y0: y - SIZE, x1: x + half, y1: y + 3 };
}

/** Names whose country is at least as wide on screen as the name. */
export function roomyNames(
  names: readonly CountryName[],
  view: View,
  measure: (t: string, s: number) => number,
): CountryName[] {
  return names.filter((name) => {
    const { x0, x1 } = countryBox(name, view, measure);
    return Math.sqrt(name.area) * view.k > (x1 - x0) * 0.9;
  });
}

/** The polygons of an area, each as an area of its own. */
function partsOf(area: Area): Area[] {
  const { geometry } = area;
  return geometry.coordinates.map((polygon) => ({
    ...area,
    geometry: { ...geometry, coordinates: [polygon] },
  }));
}
