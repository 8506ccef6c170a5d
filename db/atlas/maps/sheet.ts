import { geoArea } from 'd3';
import type { Sheet } from '../../../shared/catalogue/quiz-map.ts';
import { withCoarse } from './coarse.ts';
import { boundsOf, signedArea, touches, type Point, type Polygon } from './geometry.ts';
import type { Piece } from './outlines.ts';
import { FRAME_PX, type Plane } from './plane.ts';
import type { PlacedUnit } from './regions.ts';
import {
  pointsOf,
  type GeometryObject,
  type MultiPolygon,
  type Topology,
  type TopologyTools,
} from './topology-tools.ts';
import { waterLines } from './water-lines.ts';
import type { WaterName } from './waters.ts';
import { weigh } from './weights.ts';

/** What a unit is on a sheet: units of one role and key are drawn as one. */
export interface Role {
  object: 'units' | 'land';
  /** The code of the region or country, '' where nobody's. */
  key: string;
  name: string;
}

export interface SheetInput {
  plane: Plane;
  units: readonly PlacedUnit[];
  lakes: readonly Piece[];
  waters: readonly WaterName[];
  roleOf: (unit: PlacedUnit) => Role;
  /** Members of the quiz, degrees: an island with a city on it is never too small to draw. */
  places: readonly Point[];
  detail: Detail;
}

/** How much of the outlines is kept. */
export interface Detail {
  /** Visvalingam's area, px² at 1,000 px: points that change an outline less are dropped. */
  minArea: number;
  /** Where more points are left than this, the area grows until they are not. */
  maxPoints: number;
}

/** What a step towards fewer points multiplies the area by. */
const COARSER = 1.3;
/** Islands smaller than this are left out, px², unless a city stands there. */
const MIN_ISLAND = 1.5;
const MIN_CONTEXT_ISLAND = 6;
const MIN_LAKE = 14;
/** Coordinates are rounded to this part of a px. */
const STEPS_PER_PX = 5;
/** The same for the world, where islands of less than a px are countries. */
const WORLD_STEPS_PER_PX = 14;
/** Sheets with more points get a coarse copy. */
const COARSE_FROM = 12_000;

interface Merged {
  role: Role;
  shape: MultiPolygon;
}

/** Builds the outlines of one frame. */
export function buildSheet(tools: TopologyTools, input: SheetInput): Sheet {
  const { plane } = input;
  const laid = layUnits(input);
  const lakes = input.lakes
    .filter(({ cap }) => touches(cap, plane.cap))
    .flatMap(({ polygon }) => plane.lay(polygon))
    .filter((polygon) => signedArea(polygon[0]!) >= MIN_LAKE);
  const cuts = cutLines(
    plane,
    laid.flatMap(({ polygons }) => polygons),
  );
  const whole = tools.topology({
    pieces: {
      type: 'GeometryCollection',
      geometries: laid.map(({ polygons }) => ({ type: 'MultiPolygon', coordinates: polygons })),
    },
    lakes: { type: 'MultiPolygon', coordinates: lakes },
    cuts: {
      type: 'GeometryCollection',
      geometries: cuts.map((coordinates) => ({ type: 'LineString', coordinates })),
    },
  });
  const merged = mergeUnits(tools, whole, laid, createCells(input));
  const shaped = outline(tools, whole, merged);
  const weighted = weigh(tools, shaped, plane);
  let { minArea } = input.detail;
  let detailed = tools.filter(tools.simplify(weighted, minArea));
  while (pointCount(detailed) > input.detail.maxPoints) {
    minArea *= COARSER;
    detailed = tools.filter(tools.simplify(weighted, minArea));
  }
  const full = pointCount(detailed) > COARSE_FROM ? withCoarse(tools, weighted, detailed) : detailed;
  return finish(tools, full, input);
}

interface Laid {
  role: Role;
  polygons: Polygon[];
}

function layUnits({ plane, units, roleOf }: SheetInput): Laid[] {
  const laid: Laid[] = [];
  for (const unit of units) {
    const near = unit.pieces.filter(({ cap }) => touches(cap, plane.cap));
    if (near.length === 0) continue;
    const role = roleOf(unit);
    const polygons = near
      .filter(({ polygon }) => role.object === 'units' || plane.isClear(polygon[0]!))
      .flatMap(({ polygon }) => plane.lay(polygon));
    if (polygons.length > 0) laid.push({ role, polygons });
  }
  return laid;
}

/** The parts of the cut that outlines run along: known as lines, they can be told from coast. */
function cutLines({ cut: [left, top, right, bottom] }: Plane, polygons: readonly Polygon[]): Point[][] {
  const sides: Point[][] = [[], [], [], []];
  for (const point of polygons.flat(2)) {
    if (point[0] === left) sides[0]!.push(point);
    if (point[0] === right) sides[1]!.push(point);
    if (point[1] === top) sides[2]!.push(point);
    if (point[1] === bottom) sides[3]!.push(point);
  }
  return sides
    .map((points, side) => {
      const axis = side < 2 ? 1 : 0;
      const sorted = [...points].sort((a, b) => a[axis] - b[axis]);
      return sorted.filter((point, index) => index === 0 || point[axis] !== sorted[index - 1]![axis]);
    })
    .filter((points) => points.length > 1);
}

/** Which px of the plane hold a member. */
function createCells({ plane, places }: SheetInput): ReadonlySet<number> {
  const cells = new Set<number>();
  for (const [lon, lat] of places) {
    const [x, y] = plane.project(lon, lat);
    cells.add(cellOf(Math.round(x), Math.round(y)));
  }
  return cells;
}

const cellOf = (x: number, y: number): number => (y + 50_000) * 100_000 + x + 50_000;

function mergeUnits(
  tools: TopologyTools,
  whole: Topology,
  laid: readonly Laid[],
  cells: ReadonlySet<number>,
): Merged[] {
  const pieces = (whole.objects['pieces'] as { geometries: GeometryObject[] }).geometries;
  const groups = new Map<string, { role: Role; parts: GeometryObject[] }>();
  laid.forEach(({ role }, index) => {
    const key = `${role.object} ${role.key} ${role.key === '' ? index : ''}`;
    const group = groups.get(key) ?? { role, parts: [] };
    groups.set(key, group);
    group.parts.push(pieces[index]!);
  });
  return [...groups.values()]
    .sort((a, b) => (a.role.key < b.role.key ? -1 : a.role.key > b.role.key ? 1 : 0))
    .map(({ role, parts }) => {
      const shape = tools.mergeArcs(whole, parts);
      return { role, shape: { ...shape, arcs: worthDrawing(whole, shape, role, cells) } };
    })
    .filter(({ shape }) => shape.arcs.length > 0);
}

/** Leaves out specks: islands too small to see that hold no city, all but the largest. */
function worthDrawing(
  whole: Topology,
  shape: MultiPolygon,
  role: Role,
  cells: ReadonlySet<number>,
): number[][][] {
  const sized = shape.arcs.map((rings) => {
    const points = pointsOf(whole, rings[0]!);
    return { rings, points, area: Math.abs(signedArea(points)) };
  });
  const largest = Math.max(...sized.map(({ area }) => area));
  return sized
    .filter(
      ({ points, area }) =>
        area >= (role.object === 'units' ? MIN_ISLAND : MIN_CONTEXT_ISLAND) ||
        (role.object === 'units' && (area === largest || holdsPlace(points, cells))),
    )
    .map(({ rings }) => rings);
}

function holdsPlace(points: readonly Point[], cells: ReadonlySet<number>): boolean {
  const [left, top, right, bottom] = boundsOf(points).map(Math.round) as [number, number, number, number];
  for (let x = left; x <= right; x++) {
    for (let y = top; y <= bottom; y++) if (cells.has(cellOf(x, y))) return true;
  }
  return false;
}

/** The objects of the sheet over the arcs of the whole. */
function outline(tools: TopologyTools, whole: Topology, merged: readonly Merged[]): Topology {
  const shapes = merged.map(({ role, shape }) => ({
    ...shape,
    id: role.key,
    properties: { name: role.name },
  }));
  const collect = (object: Role['object']) => ({
    type: 'GeometryCollection' as const,
    geometries: shapes.filter((_, index) => merged[index]!.role.object === object),
  });
  const units = collect('units');
  const land = collect('land');
  const inPlay = new Set<GeometryObject>(units.geometries);
  const cuts = (whole.objects['cuts'] as { geometries: GeometryObject[] }).geometries;
  const isCut = new Set<GeometryObject>(cuts);
  const all = { type: 'GeometryCollection' as const, geometries: [...shapes, ...cuts] };
  const mesh = (filter: (a: GeometryObject, b: GeometryObject) => boolean) =>
    tools.meshArcs(whole, all, (a, b) => !isCut.has(a) && !isCut.has(b) && filter(a, b));
  return {
    ...whole,
    objects: {
      units,
      land,
      lakes: whole.objects['lakes']!,
      coast: mesh((a, b) => a === b),
      borders: mesh((a, b) => a !== b && inPlay.has(a) && inPlay.has(b)),
      frontiers: mesh((a, b) => a !== b && !(inPlay.has(a) && inPlay.has(b))),
    },
  };
}

const pointCount = ({ arcs }: Topology): number => arcs.reduce((sum, arc) => sum + arc.length, 0);

/** Back to degrees, with the names of waters, rounded and written as differences. */
function finish(tools: TopologyTools, topology: Topology, { plane, waters }: SheetInput): Sheet {
  const arcs = (topology.arcs as unknown as Point[][]).map((arc) => arc.map(([x, y]) => plane.invert(x, y)));
  const bbox = arcs.length === 0 ? ([0, 0, 1, 1] as [number, number, number, number]) : boundsOf(arcs.flat());
  const span = Math.max(plane.cut[2] - plane.cut[0], plane.cut[3] - plane.cut[1]);
  const steps = span > WIDEST_SPAN ? FRAME_PX * WORLD_STEPS_PER_PX : span * STEPS_PER_PX;
  const water = { type: 'GeometryCollection' as const, geometries: waterLines(waters, plane) };
  const quantized = tools.quantize(
    { type: 'Topology', bbox, arcs, objects: { ...topology.objects, water } },
    Math.round(steps),
  );
  const sound = tools.filter(quantized, createSoundness(tools, quantized));
  const objects = Object.entries(sound.objects).map(([name, object]) => [
    name,
    orEmpty(name, object as GeometryObject),
  ]);
  return { ...sound, objects: Object.fromEntries(objects) as Sheet['objects'] };
}

/** Steradians. */
const HEMISPHERE = 2 * Math.PI;

/**
 * Tells rings that enclose something from those that rounding has flattened or turned inside out: on the sphere these
 * would enclose all the rest of it.
 */
function createSoundness(
  tools: TopologyTools,
  topology: Topology,
): (ring: readonly number[], interior: boolean) => boolean {
  return (ring, interior) => {
    const { coordinates } = tools.feature(topology, { type: 'Polygon', arcs: [ring] }).geometry;
    const area = signedArea(coordinates[0]!);
    if (interior) return area > 0;
    return area < 0 && geoArea({ type: 'Polygon', coordinates }) < HEMISPHERE;
  };
}

const WIDEST_SPAN = 3_000;

/** The filter leaves nothing where nothing is left; a reader wants an empty object of its type. */
function orEmpty(name: string, object: GeometryObject): GeometryObject {
  if ((object.type as string | null) !== null) return object;
  if (name === 'lakes') return { type: 'MultiPolygon', arcs: [] };
  return { type: 'GeometryCollection', geometries: [] };
}
