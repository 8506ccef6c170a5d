import { geoStream, type GeoProjection } from 'd3';
import { createUnitProjection, frameBounds, wrap } from './frame.ts';
import type { ProjectionSpec } from '../../../shared/catalogue/quiz.ts';
import {
  contains,
  distance,
  signedArea,
  type Bounds,
  type Cap,
  type Point,
  type Polygon,
  type Ring,
} from './geometry.ts';

/** The longer side of a frame in the plane, px: what outlines are simplified for. */
export const FRAME_PX = 1000;
/** Sheets are cut so that these shapes, and all between, are filled when the frame is fitted to them: width ÷ height. */
const WIDEST = 2.1;
const NARROWEST = 0.5;
/** What padding, and a little dragging, lays bare. */
const SLACK = 1.12;
/** Vertices along a cut, px apart: cuts are straight in the plane, not on the sphere. */
const CUT_STEP = 60;
/** Degrees from the central meridian up to which land outside play is drawn. */
const CLEAR = 150;
/** Fractions of a px that coordinates are rounded to, so that what is shared is equal. */
const GRID = 256;

/** A frame laid on a plane of px, y downwards: the frame's own corner is [0, 0]. */
export interface Plane {
  spec: ProjectionSpec;
  /** The frame's width and height, px. */
  width: number;
  height: number;
  /** The rectangle that everything is cut to. */
  cut: Bounds;
  /** A cap of the sphere that covers the cut. */
  cap: Cap;
  project(lon: number, lat: number): Point;
  invert(x: number, y: number): Point;
  /** Whether all of a ring (degrees) keeps clear of the meridian opposite, where the projection is torn open. */
  isClear(ring: readonly Point[]): boolean;
  /** Projects and cuts a polygon in degrees; a polygon may fall into several, or vanish. */
  lay(polygon: Polygon): Polygon[];
}

/** @param whole do not cut: the sheet shows the world */
export function createPlane(spec: ProjectionSpec, whole = false): Plane {
  const [left, top, right, bottom] = frameBounds(spec);
  const scale = FRAME_PX / Math.max(right - left, bottom - top);
  const width = (right - left) * scale;
  const height = (bottom - top) * scale;
  const cutWidth = SLACK * Math.max(width, WIDEST * height);
  const cutHeight = SLACK * Math.max(height, width / NARROWEST);
  const cut: Bounds = whole
    ? [-1e6, -1e6, 1e6, 1e6]
    : [
        snap((width - cutWidth) / 2),
        snap((height - cutHeight) / 2),
        snap((width + cutWidth) / 2),
        snap((height + cutHeight) / 2),
      ];
  const scaled = (): GeoProjection =>
    createUnitProjection(spec)
      .scale(scale)
      .translate([-left * scale, -top * scale]);
  const free = scaled();
  const cutting = scaled();
  if (!whole) {
    cutting.clipExtent([
      [cut[0], cut[1]],
      [cut[2], cut[3]],
    ]);
  }
  const centre = -(spec.rotate?.[0] ?? 0);
  const invert = (x: number, y: number): Point => {
    const [lon, lat] = free.invert!([x, y])!;
    return [unwrap(lon, centre, x >= free([centre, 0])![0]), lat];
  };
  return {
    spec,
    width,
    height,
    cut,
    cap: whole ? { lon: 0, lat: 0, radius: Math.PI } : capOfCut(cut, free),
    project: (lon, lat) => free([lon, lat])!,
    invert,
    isClear: (ring) =>
      whole ||
      spec.type === 'azimuthalEqualArea' ||
      ring.every(([lon]) => Math.abs(wrap(lon - centre)) < CLEAR),
    lay: (polygon) => layPolygon(polygon, cutting, cut),
  };
}

/** Counts a longitude from the central meridian, so that no outline jumps by a turn; the cut opposite keeps its sides. */
function unwrap(lon: number, centre: number, east: boolean): number {
  const turn = wrap(lon - centre);
  if (Math.abs(turn) > 179.999) return centre + (east ? 180 : -180);
  return centre + turn;
}

/** Grows until it covers the rim of the cut; the whole sphere where the cut reaches past the projection's edge. */
function capOfCut([left, top, right, bottom]: Bounds, projection: GeoProjection): Cap {
  const middle = projection.invert!([(left + right) / 2, (top + bottom) / 2])!;
  const cap: Cap = { lon: middle[0], lat: middle[1], radius: 0 };
  const STEPS = 24;
  for (let i = 0; i <= STEPS; i++) {
    const x = left + ((right - left) * i) / STEPS;
    const y = top + ((bottom - top) * i) / STEPS;
    for (const at of [
      [x, top],
      [x, bottom],
      [left, y],
      [right, y],
    ] as Point[]) {
      const point = projection.invert!(at);
      const back = point === null ? null : projection(point);
      const fits = back !== null && Math.hypot(back[0] - at[0], back[1] - at[1]) < 1;
      if (!fits || point === null || Number.isNaN(point[0])) return { ...cap, radius: Math.PI };
      cap.radius = Math.max(cap.radius, distance(cap.lon, cap.lat, point[0], point[1]) * 1.05);
    }
  }
  return cap;
}

function layPolygon(polygon: Polygon, projection: GeoProjection, cut: Bounds): Polygon[] {
  const rings: Ring[] = [];
  let ring: Ring = [];
  geoStream(
    { type: 'Polygon', coordinates: polygon },
    projection.stream({
      point: (x, y) => {
        ring.push([snap(x), snap(y)]);
      },
      lineStart: () => {
        ring = [];
      },
      lineEnd: () => {
        const closed = tidy(ring, cut);
        if (closed.length > 3) rings.push(closed);
      },
      polygonStart: () => undefined,
      polygonEnd: () => undefined,
    }),
  );
  return nest(rings);
}

/** Drops repeated points, closes the ring, and sets vertices along the cut. */
function tidy(ring: Ring, [left, top, right, bottom]: Bounds): Ring {
  const result: Ring = [];
  const add = (x: number, y: number): void => {
    const last = result.at(-1);
    if (last?.[0] !== x || last[1] !== y) result.push([x, y]);
  };
  for (const [index, [x, y]] of ring.entries()) {
    const [px, py] = ring[(index + ring.length - 1) % ring.length]!;
    if (index > 0 && px === x && (x === left || x === right)) {
      for (const step of steps(py, y)) add(x, step);
    } else if (index > 0 && py === y && (y === top || y === bottom)) {
      for (const step of steps(px, x)) add(step, y);
    }
    add(x, y);
  }
  const [first, last] = [result[0], result.at(-1)];
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) {
    // d3 leaves the closing edge implied, and it may run along the cut.
    return tidyClose(result, first, last, [left, top, right, bottom]);
  }
  return result;
}

function tidyClose(ring: Ring, first: Point, last: Point, [left, top, right, bottom]: Bounds): Ring {
  if (first[0] === last[0] && (first[0] === left || first[0] === right)) {
    for (const step of steps(last[1], first[1])) ring.push([first[0], step]);
  } else if (first[1] === last[1] && (first[1] === top || first[1] === bottom)) {
    for (const step of steps(last[0], first[0])) ring.push([step, first[1]]);
  }
  ring.push([first[0], first[1]]);
  return ring;
}

/** Multiples of {@link CUT_STEP} strictly between two coordinates, in order of travel. */
function steps(from: number, to: number): number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  const result: number[] = [];
  for (let at = (Math.floor(low / CUT_STEP) + 1) * CUT_STEP; at < high; at += CUT_STEP) result.push(at);
  return from < to ? result : result.reverse();
}

/** Sorts rings into polygons: those wound as exteriors (clockwise on the screen) take the holes that lie in them. */
function nest(rings: readonly Ring[]): Polygon[] {
  // y runs downwards here, so that clockwise on the screen is a positive turn.
  const polygons = rings.filter((ring) => signedArea(ring) > 0).map((ring): Polygon => [ring]);
  for (const hole of rings) {
    if (signedArea(hole) >= 0) continue;
    const [x, y] = hole[0]!;
    const home = polygons.find(([exterior]) => contains([exterior!], x, y)) ?? polygons[0];
    home?.push(hole);
  }
  return polygons;
}

const snap = (value: number): number => Math.round(value * GRID) / GRID;
