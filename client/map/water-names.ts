import { createBoxGrid, isInside, type Box } from './box.ts';
import { bend, lengthOf, pathOf, slice } from './polyline.ts';
import type { Water } from './waters.ts';
import type { Point } from './view.ts';

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
const SMALLEST = 12.5;
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
  waters.forEach(({ name, line }, index) => {
    const points = line.map(project);
    if (!points.every((point) => point !== null)) return;
    const path = readable(bend(points));
    const width = (text: string, size: number): number => measure(text, size) + text.length * size * TRACKING;
    const setting = settingOf(name, lengthOf(path), width);
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
  room: number,
  width: (text: string, size: number) => number,
): Setting | null {
  for (const lines of [[name], split(name)]) {
    const longest = lines.reduce((a, b) => (width(b, 1) > width(a, 1) ? b : a));
    const size = Math.min(LARGEST, (room * 1.02) / width(longest, 1));
    if (size >= SMALLEST) return { lines, size, width: width(longest, size) };
  }
  return null;
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
