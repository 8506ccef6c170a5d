import { geoPath, type GeoProjection } from 'd3';
import type { Feature, Geometry, Polygon } from 'geojson';
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

/** The middle of the largest part of each shape, as far as the sheet shows it; the largest first. */
export function nameCountries(
  shapes: readonly { code: string; name: string; geometry: Geometry }[],
  projection: GeoProjection,
): CountryName[] {
  const path = geoPath(projection);
  return shapes
    .flatMap(({ code, name, geometry }) => {
      const parts = polygonsOf(geometry).map((part) => ({ part, area: path.area(part) }));
      const largest = parts.reduce((a, b) => (b.area > a.area ? b : a), { part: null, area: 0 } as {
        part: Feature<Polygon> | null;
        area: number;
      });
      if (!largest.part) return [];
      const [x, y] = path.centroid(largest.part);
      return Number.isFinite(x + y)
        ? [{ key: code, text: name, at: [x, y] as Point, area: largest.area }]
        : [];
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

function polygonsOf(geometry: Geometry): Feature<Polygon>[] {
  const wrap = (coordinates: Polygon['coordinates']): Feature<Polygon> => ({
    type: 'Feature',
    properties: null,
    geometry: { type: 'Polygon', coordinates },
  });
  if (geometry.type === 'Polygon') return [wrap(geometry.coordinates)];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.map(wrap) : [];
}
