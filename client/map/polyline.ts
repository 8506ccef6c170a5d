import type { Point } from './view.ts';

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
