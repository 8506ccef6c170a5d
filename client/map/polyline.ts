import type { Point } from './view.ts';

/** A bend through two or three points, as a polyline of `samples` lengths. */
export function bend(points: readonly Point[], samples = 24): Point[] {
  const [a, b, c] = points;
  if (!a || !b) return [...points];
  const mid: Point = c ? b : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const end = c ?? b;
  // The quadratic Bézier that passes through the middle point half way.
  const control: Point = [2 * mid[0] - (a[0] + end[0]) / 2, 2 * mid[1] - (a[1] + end[1]) / 2];
  return Array.from({ length: samples + 1 }, (_, i) => {
    const t = i / samples;
    const u = 1 - t;
    return [
      u * u * a[0] + 2 * u * t * control[0] + t * t * end[0],
      u * u * a[1] + 2 * u * t * control[1] + t * t * end[1],
    ];
  });
}

/** Length of a polyline. */
export function lengthOf(line: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i += 1) length += span(line[i - 1]!, line[i]!);
  return length;
}

/** The part of a polyline between two distances along it. */
export function slice(line: readonly Point[], from: number, to: number): Point[] {
  const part: Point[] = [];
  let walked = 0;
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1]!;
    const b = line[i]!;
    const step = span(a, b);
    const at = (distance: number): Point => {
      const t = step === 0 ? 0 : (distance - walked) / step;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    };
    if (walked + step >= from && walked <= to) {
      if (part.length === 0) part.push(at(Math.max(from, walked)));
      part.push(at(Math.min(to, walked + step)));
    }
    walked += step;
  }
  return part;
}

/** SVG path data of a polyline, to a tenth of a pixel. */
export function pathOf(line: readonly Point[]): string {
  return `M${line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}`;
}

function span(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
