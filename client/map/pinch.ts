import type { Point } from './view.ts';

/** How two fingers moved: the factor of their distance, and the middle they end at with its shift. */
export function pinchOf(
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): { factor: number; at: Point; dx: number; dy: number } {
  const span = ([a, b]: readonly [Point, Point]): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const middle = ([a, b]: readonly [Point, Point]): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const from = middle(before);
  const at = middle(after);
  // Fingers that meet have no distance to compare; one pixel is as near as they come.
  const factor = Math.max(1, span(after)) / Math.max(1, span(before));
  return { factor, at, dx: at[0] - from[0], dy: at[1] - from[1] };
}
