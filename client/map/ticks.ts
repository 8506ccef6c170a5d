import type { Point } from './view.ts';

/** A dark length of the frame's band, px along its edge. */
export interface Tick {
  from: number;
  to: number;
}

const SAMPLES = 48;

/**
 * The dark lengths along one edge of a frame: it changes tone wherever a line of the graticule meets it, starting dark
 * at even multiples of the step.
 *
 * @param length px of the edge
 * @param degreesAt longitude (top, bottom) or latitude (sides) at a distance along the edge, NaN off the globe
 */
export function edgeTicks(length: number, step: number, degreesAt: (distance: number) => number): Tick[] {
  const ticks: Tick[] = [];
  let open: number | null = null;
  let previous = Number.NaN;
  for (let i = 0; i <= SAMPLES; i += 1) {
    const at = (length * i) / SAMPLES;
    const degrees = degreesAt(at);
    for (const crossing of crossings(previous, degrees, step)) {
      const where = at + ((crossing.share - 1) * length) / SAMPLES;
      if (crossing.dark) open ??= where;
      else if (open !== null) {
        ticks.push({ from: open, to: where });
        open = null;
      }
    }
    if (Number.isNaN(degrees)) {
      if (open !== null) ticks.push({ from: open, to: at });
      open = null;
    } else if (Number.isNaN(previous) && isDark(Math.floor(degrees / step))) {
      open = at;
    }
    previous = degrees;
  }
  if (open !== null) ticks.push({ from: open, to: length });
  // An edge that begins or ends on a line has a length of nothing there.
  return ticks.filter(({ from, to }) => to - from > 0.01);
}

/** Where the graticule is met between two samples, as a share of the way, and the tone beyond it. */
function crossings(a: number, b: number, step: number): { share: number; dark: boolean }[] {
  if (Number.isNaN(a) || Number.isNaN(b)) return [];
  // Across the antimeridian: continue past 180 instead of jumping back. 360° hold an even count of every step.
  const end = b - a > 180 ? b - 360 : b - a < -180 ? b + 360 : b;
  const first = Math.floor(a / step);
  const last = Math.floor(end / step);
  const found: { share: number; dark: boolean }[] = [];
  const up = last > first;
  for (let cell = first; cell !== last; cell += up ? 1 : -1) {
    const line = (up ? cell + 1 : cell) * step;
    found.push({ share: (line - a) / (end - a), dark: isDark(up ? cell + 1 : cell - 1) });
  }
  return found;
}

function isDark(cell: number): boolean {
  return cell % 2 === 0;
}

export interface FrameTicks {
  top: Tick[];
  bottom: Tick[];
  left: Tick[];
  right: Tick[];
}

/** The dark lengths of all four edges of a rectangle, given what lies under a screen point (null off the globe). */
export function frameTicks(
  width: number,
  height: number,
  step: number,
  degrees: (point: Point) => readonly [lon: number, lat: number] | null,
): FrameTicks {
  const lon = (y: number) => (d: number) => degrees([d, y])?.[0] ?? Number.NaN;
  const lat = (x: number) => (d: number) => degrees([x, d])?.[1] ?? Number.NaN;
  return {
    top: edgeTicks(width, step, lon(0)),
    bottom: edgeTicks(width, step, lon(height)),
    left: edgeTicks(height, step, lat(0)),
    right: edgeTicks(height, step, lat(width)),
  };
}
