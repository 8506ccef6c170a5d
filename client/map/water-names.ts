import { createBoxGrid, isInside, type Box } from './box.ts';
import { lengthOf, pathOf, slice } from './polyline.ts';
import type { Point } from './view.ts';

/** A water and a line over it to write along, from the first letter to the last, degrees. */
export interface Water {
  name: string;
  /** 1 oceans, 2 seas, 3 gulfs and straits, 4 the rest. */
  rank: 1 | 2 | 3 | 4;
  line: readonly [lon: number, lat: number][];
}

/** A water name where it stands. */
export interface WaterName {
  key: string;
  /** One line or two, top first. */
  lines: string[];
  /** Path of the middle of the letters, screen px. */
  d: string;
  /** Font size, px. */
  size: number;
  /** What it covers, in pieces along the path. */
  boxes: Box[];
}

const LARGEST = 18;
const SMALLEST = 12;
/** Font size by rank, px; longer lines carry larger letters. */
const SIZES = { 1: 18, 2: 15.5, 3: 13.5, 4: 12.5 } as const;
/** A name on two lines needs breadth: it is given only to greater waters, and only where it lies nearly level. */
const LEVEL = Math.tan((22 * Math.PI) / 180);
/** Letter-spacing, em. */
const TRACKING = 0.08;
/** Where along the water a name may stand: the middle first, then out to the ends as the view cuts it off. */
const SHARES = [0.5, 0.35, 0.65, 0.2, 0.8];

/**
 * The names that fit into the water they name: on one line along it, or on two, or not at all.
 *
 * @param project degrees to screen px, null where the sheet has no such place
 * @param measure width of a text in italic at a font size, px, without tracking
 */
export function placeWaterNames(
  waters: readonly Water[],
  project: (degrees: readonly [number, number]) => Point | null,
  bounds: Box,
  obstacles: readonly Box[],
  measure: (text: string, size: number) => number,
): WaterName[] {
  const taken = createBoxGrid<null>();
  for (const box of obstacles) taken.add(box, null);
  const names: WaterName[] = [];
  const byRank = [...waters].sort((a, b) => a.rank - b.rank);
  byRank.forEach(({ name, rank, line }, index) => {
    const points = sampled(line).map(project);
    if (!isWhole(points)) return;
    const path = readable(points);
    const width = (text: string, size: number): number => measure(text, size) + text.length * size * TRACKING;
    const setting = settingOf(name, rank, path, width);
    if (!setting || names.some((other) => other.lines.join(' ') === name)) return;
    const placed = along(path, setting, bounds, (box) => taken.meets(box));
    if (!placed) return;
    for (const box of placed.boxes) taken.add(box, null);
    names.push({ key: `${name} ${index}`, lines: setting.lines, size: setting.size, ...placed });
  });
  return names;
}

interface Setting {
  lines: string[];
  size: number;
  width: number;
}

function settingOf(
  name: string,
  rank: Water['rank'],
  path: readonly Point[],
  width: (text: string, size: number) => number,
): Setting | null {
  const room = lengthOf(path);
  const most = Math.min(LARGEST, SIZES[rank] + Math.max(0, room - 140) * 0.03);
  for (const lines of [[name], split(name)]) {
    if (lines.length > 1 && (rank === 4 || !isLevel(path))) return null;
    const longest = lines.reduce((a, b) => (width(b, 1) > width(a, 1) ? b : a));
    const size = Math.min(most, (room * 1.04) / width(longest, 1));
    if (size >= SMALLEST) return { lines, size, width: width(longest, size) };
  }
  return null;
}

function isLevel(path: readonly Point[]): boolean {
  const [a, b] = [path[0]!, path.at(-1)!];
  return Math.abs(b[1] - a[1]) <= LEVEL * Math.abs(b[0] - a[0]);
}

const SAMPLES = 16;

/** A line of two points is straight in degrees, so that it bends with the parallels. */
function sampled([a, b]: Water['line']): [number, number][] {
  if (!a || !b) return [];
  const turn = ((((b[0] - a[0] + 180) % 360) + 360) % 360) - 180;
  return Array.from({ length: SAMPLES + 1 }, (_, i) => [
    a[0] + (turn * i) / SAMPLES,
    a[1] + ((b[1] - a[1]) * i) / SAMPLES,
  ]);
}

/** False where the sheet's seam cuts the line: it would leap across the whole map. */
function isWhole(points: readonly (Point | null)[]): points is Point[] {
  if (points.length < 2 || points.includes(null)) return false;
  const line = points as Point[];
  const steps = line.slice(1).map(([x, y], i) => Math.hypot(x - line[i]![0], y - line[i]![1]));
  return Math.max(...steps) <= (4 * lengthOf(line)) / SAMPLES;
}

/** Two lines, parted at the last space: “North Atlantic / Ocean”, but “Bay of / Biscay”. */
function split(name: string): string[] {
  const at = name.lastIndexOf(' ');
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function along(
  path: readonly Point[],
  { lines, size, width }: Setting,
  bounds: Box,
  isTaken: (box: Box) => boolean,
): { d: string; boxes: Box[] } | null {
  const length = lengthOf(path);
  for (const share of SHARES) {
    const from = share * length - width / 2;
    // A word may reach a little past its line's ends, never when the line was cut off there.
    if (share !== 0.5 && (from < 0 || from + width > length)) continue;
    const part = extended(slice(path, Math.max(0, from), Math.min(length, from + width)), width);
    const half = (size * lines.length * 1.1) / 2;
    const boxes = part.map(([x, y]) => ({ x0: x - half, y0: y - half, x1: x + half, y1: y + half }));
    if (boxes.every((box) => isInside(box, bounds) && !isTaken(box))) return { d: pathOf(part), boxes };
  }
  return null;
}

/** The polyline drawn out straight at both ends to reach `width`, so that no letter falls off it. */
function extended(line: Point[], width: number): Point[] {
  const missing = width * 1.04 - lengthOf(line);
  if (missing <= 0 || line.length < 2) return line;
  const out = ([ax, ay]: Point, [bx, by]: Point): Point => {
    const span = Math.hypot(ax - bx, ay - by) || 1;
    return [ax + ((ax - bx) / span) * (missing / 2), ay + ((ay - by) / span) * (missing / 2)];
  };
  return [out(line[0]!, line[1]!), ...line, out(line.at(-1)!, line.at(-2)!)];
}

/** The line in the direction in which letters stand upright. */
function readable(line: Point[]): Point[] {
  return line.at(-1)![0] < line[0]![0] ? line.reverse() : line;
}
