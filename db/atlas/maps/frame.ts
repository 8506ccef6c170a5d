import type { GeoProjection } from 'd3';
import { createBareProjection } from '../../../shared/catalogue/projection.ts';
import type { ProjectionSpec } from '../../../shared/catalogue/quiz.ts';
import { boundsOf, type Bounds, type Point, type Ring } from './geometry.ts';

/** A projection that is chosen but not yet fitted. */
export type BareSpec = Omit<ProjectionSpec, 'fit'>;

/** Lands below this |latitude| are drawn in Mercator's projection, and any land as small as {@link TINY}. */
const EQUATORIAL = 12;
const POLAR = 65;
/** Degrees. */
const TINY = 1.5;
/** A frame is never smaller, in radians: 8 km. */
const MIN_FRAME = 8 / 6371;
/** How far past the outermost places a frame reaches, as a share of its longer side, to show the land's own edge. */
const REACH = 0.12;
/** A frame reaches this far whatever its size, in radians: 20 km show a small island whole. */
const SMALL_REACH = 20 / 6371;
const MARGIN = 0.02;

/** The middle of the arc of longitude that is left when the widest gap between the points is taken away. */
export function centralMeridian(lons: readonly number[]): number {
  const sorted = [...lons].sort((a, b) => a - b);
  let west = sorted[0]!;
  let widest = west + 360 - sorted.at(-1)!;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > widest) [widest, west] = [gap, sorted[i]!];
  }
  return wrap(west + (360 - widest) / 2);
}

/** Chooses a projection for points in degrees. Angles are rounded: they travel to every client. */
export function chooseProjection(points: readonly Point[]): BareSpec {
  const lon = Math.round(centralMeridian(points.map((point) => point[0])) * 10) / 10;
  const turned = points.map(([x, y]): Point => [wrap(x - lon), y]);
  const [west, south, east, north] = boundsOf(turned);
  const middle = (south + north) / 2;
  const tiny = east - west < TINY && north - south < TINY;
  if (!tiny && Math.abs(middle) > POLAR)
    return { type: 'azimuthalEqualArea', rotate: [-lon, -Math.round(middle), 0] };
  if (tiny || Math.abs(middle) < EQUATORIAL) return { type: 'mercator', rotate: [-lon, 0, 0] };
  const sixth = (north - south) / 6;
  return {
    type: 'conicEqualArea',
    rotate: [-lon, 0, 0],
    parallels: [round(south + sixth), round(north - sixth)],
  };
}

/**
 * Fits a chosen projection to places and, where it is not far past them, to the land they stand on.
 * `land`: the exteriors of the outlines in play. A mainland counts up to a limit, an island if it lies within.
 */
export function fitFrame(spec: BareSpec, places: readonly Point[], land: readonly Ring[]): ProjectionSpec {
  const project = createUnitProjection(spec);
  const flat = (points: readonly Point[]): Point[] => points.map((point) => project(point)!);
  const inner = grown(boundsOf(flat(places)), MIN_FRAME);
  const reach = Math.max(SMALL_REACH, REACH * Math.max(inner[2] - inner[0], inner[3] - inner[1]));
  const limits: Bounds = [inner[0] - reach, inner[1] - reach, inner[2] + reach, inner[3] + reach];
  const near = land
    .map(flat)
    .filter(
      (ring) =>
        ring.some((point) => isWithin(inner, point)) || ring.every((point) => isWithin(limits, point)),
    )
    .flat()
    .map(([x, y]): Point => [
      Math.min(limits[2], Math.max(limits[0], x)),
      Math.min(limits[3], Math.max(limits[1], y)),
    ]);
  const [left, top, right, bottom] = boundsOf(
    near.concat([
      [inner[0], inner[1]],
      [inner[2], inner[3]],
    ]),
  );
  const margin = MARGIN * Math.max(right - left, bottom - top);
  return specOf(spec, project, [left - margin, top - margin, right + margin, bottom + margin]);
}

/** A frame given by its corners in degrees, for sheets that are not fitted to places. */
export function frameOf(spec: BareSpec, points: readonly Point[]): ProjectionSpec {
  const project = createUnitProjection(spec);
  return specOf(spec, project, boundsOf(points.map((point) => project(point)!)));
}

/** On the unit sphere: one unit of the plane is a radian at the standard lines. */
export function createUnitProjection(spec: BareSpec): GeoProjection {
  return createBareProjection(spec).scale(1).translate([0, 0]);
}

/** The bounds of a fitted frame in the plane of {@link createUnitProjection}. */
export function frameBounds(spec: ProjectionSpec): Bounds {
  const project = createUnitProjection(spec);
  return boundsOf(spec.fit.map((point) => project(point)!));
}

/** The middles of the four sides, in degrees. */
function specOf(spec: BareSpec, project: GeoProjection, [left, top, right, bottom]: Bounds): ProjectionSpec {
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  const sides: Point[] = [
    [left, y],
    [x, top],
    [right, y],
    [x, bottom],
  ];
  return {
    ...spec,
    fit: sides.map((side) => project.invert!(side)!).map(([lon, lat]) => [round(lon), round(lat)]),
  };
}

const isWithin = ([left, top, right, bottom]: Bounds, [x, y]: Point): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

function grown([left, top, right, bottom]: Bounds, least: number): Bounds {
  const dx = Math.max(0, least - (right - left)) / 2;
  const dy = Math.max(0, least - (bottom - top)) / 2;
  return [left - dx, top - dy, right + dx, bottom + dy];
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;

/** A longitude as −180…180. */
export const wrap = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;
