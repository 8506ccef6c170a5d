import { geoCentroid, geoGraticule10, geoOrthographic, geoPath, type GeoProjection } from 'd3';
import type { MapCity } from './city.ts';
import { dotRadius } from './dot.ts';
import { offMiddle, type Turn } from './globe-turn.ts';
import type { LabelDot } from './labels.ts';
import { drawLayers, type DrawnLayers } from './outlines.ts';
import type { MapLayers } from './topology.ts';
import type { Point, Size } from './view.ts';

/** Europe and Africa, from a little above: where the picture of an empty globe starts. */
export const FIRST_TURN: Turn = [-18, -22];

/** The globe turned to the middle of one's finds, weighed by their people; never to look at a pole. */
export function turnTo(cities: readonly MapCity[]): Turn {
  if (cities.length === 0) return FIRST_TURN;
  const [lon, lat] = geoCentroid({
    type: 'MultiPoint',
    // A city of ten millions counts as ten of one: repeated, since the centroid knows no weights.
    coordinates: cities.flatMap(({ lon: x, lat: y, population }) =>
      Array.from({ length: Math.max(1, Math.min(10, Math.round(population / 1e6))) }, () => [x, y]),
    ),
  });
  if (!Number.isFinite(lon + lat)) return FIRST_TURN;
  return [-lon, Math.max(-40, Math.min(40, -lat))];
}

/** The turn after a drag over `dx`, `dy` px of a globe of a radius: what was under the finger stays about there. */
export function dragged([lambda, phi]: Turn, dx: number, dy: number, radius: number): Turn {
  const degrees = 180 / (Math.PI * radius);
  return [lambda + dx * degrees, Math.max(-80, Math.min(80, phi - dy * degrees))];
}

/** The near half of the earth in a square of `size` px. */
export function createGlobe(size: number, turn: Turn): GeoProjection {
  return createGlobeIn({ width: size, height: size }, turn, size / 2 - 1);
}

/** The same in the middle of any box, of a radius in px. */
export function createGlobeIn({ width, height }: Size, turn: Turn, radius: number): GeoProjection {
  return geoOrthographic()
    .rotate([turn[0], turn[1]])
    .translate([width / 2, height / 2])
    .scale(radius)
    .clipAngle(90)
    .clipExtent([
      [-4, -4],
      [width + 4, height + 4],
    ]);
}

export interface DrawnGlobe extends DrawnLayers {
  graticule: string;
}

export function drawGlobe(projection: GeoProjection, layers: MapLayers): DrawnGlobe {
  const path = geoPath(projection).digits(1);
  return { ...drawLayers(path, layers), graticule: path(geoGraticule10()) ?? '' };
}

/** While it turns, land alone, with few points. */
export function drawTurning(projection: GeoProjection, layers: MapLayers): string {
  const path = geoPath(projection).digits(0);
  const areas = layers.coarse.length > 0 ? layers.coarse : [...layers.units, ...layers.land];
  return areas.map(({ area }) => path(area) ?? '').join('');
}

/** The cities on the near side, largest first, px. */
export function globeDots(
  projection: GeoProjection,
  cities: readonly MapCity[],
): (LabelDot & { capital: boolean })[] {
  const path = geoPath(projection).pointRadius(0);
  const context = { zoom: 1, seats: false, phone: false, projector: false };
  return [...cities]
    .sort((a, b) => b.population - a.population)
    .flatMap(({ id, name, lat, lon, population, capital }) => {
      // A path of nothing is a point on the far side.
      if (path({ type: 'Point', coordinates: [lon, lat] }) === null) return [];
      const [x, y] = projection([lon, lat])!;
      // The globe is a small picture of the world: smaller dots than on a sheet.
      const r = Math.min(9, dotRadius(population, context) * 0.8);
      return [{ id, name, population, x, y, r, capital: capital === true }];
    });
}

/** Where places stand on the near side, px; null for those that the far side or the sheet's edge hides. */
export function createGlobePlace(
  projection: GeoProjection,
  turn: Turn,
): (lon: number, lat: number) => Point | null {
  return (lon, lat) => (offMiddle(turn, lon, lat) < 89.5 ? projection([lon, lat]) : null);
}
