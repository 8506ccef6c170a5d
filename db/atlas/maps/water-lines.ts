import type { MultiPoint } from 'topojson-specification';
import type { WaterProperties } from '../../../shared/catalogue/quiz-map.ts';
import { wrap } from './frame.ts';
import type { Point } from './geometry.ts';
import type { Plane } from './plane.ts';
import type { WaterName } from './waters.ts';

const WATER_SAMPLES = 32;
/** Px that a name keeps from the frame's edge. */
const WATER_MARGIN = 18;

/** Where the names are written that have room in the frame: of the lines of one name, the longest. */
export function waterLines(waters: readonly WaterName[], plane: Plane): MultiPoint<WaterProperties>[] {
  const longest = new Map<string, { length: number; geometry: MultiPoint<WaterProperties> }>();
  for (const { name, rank, line } of waters) {
    const run = framedRun(line, plane);
    if (run === undefined) continue;
    const flat = run.map(([lon, lat]) => plane.project(lon, lat)) as [Point, Point];
    const length = Math.hypot(flat[0][0] - flat[1][0], flat[0][1] - flat[1][1]);
    if (length < MIN_LETTER * name.length || length <= (longest.get(name)?.length ?? 0)) continue;
    const coordinates = flat[0][0] <= flat[1][0] ? run : run.toReversed();
    longest.set(name, { length, geometry: { type: 'MultiPoint', coordinates, properties: { name, rank } } });
  }
  return [...longest.values()].map(({ geometry }) => geometry);
}

/** The ends of the longest part of a line that lies in the frame. */
function framedRun([start, end]: WaterName['line'], plane: Plane): [Point, Point] | undefined {
  const m = WATER_MARGIN;
  const turn = wrap(end[0] - start[0]);
  let run: Point[] = [];
  let longest: Point[] = [];
  let last: Point = [0, 0];
  for (let i = 0; i <= WATER_SAMPLES; i++) {
    const share = i / WATER_SAMPLES;
    const [lon, lat]: Point = [start[0] + turn * share, start[1] + (end[1] - start[1]) * share];
    const [x, y] = plane.project(lon, lat);
    const inFrame =
      x > m && y > m && x < plane.width - m && y < plane.height - m && isFront(plane, lon, lat, x, y);
    // A line that leaves by one edge of the world comes back by the other.
    if (Math.hypot(x - last[0], y - last[1]) > WATER_JUMP) run = [];
    run = inFrame ? [...run, [lon, lat]] : [];
    if (run.length > longest.length) longest = run;
    last = [x, y];
  }
  const [first, final] = [longest[0], longest.at(-1)];
  return first === undefined || final === undefined ? undefined : [first, final];
}

const WATER_JUMP = 300;

/** Px of line for each letter of a name. */
const MIN_LETTER = 4.5;

/** Whether a point of the plane is that point of the sphere, not one that falls on it from behind. */
function isFront(plane: Plane, lon: number, lat: number, x: number, y: number): boolean {
  const [backLon, backLat] = plane.invert(x, y);
  return Math.abs(wrap(backLon - lon)) < 0.5 && Math.abs(backLat - lat) < 0.5;
}
