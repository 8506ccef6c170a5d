import type { Inset, ProjectionSpec } from '../../../shared/catalogue/quiz.ts';
import { createUnitProjection, frameBounds } from './frame.ts';
import type { Point } from './geometry.ts';

/** How far a corner reaches into the frame, as a share of its sides. */
const REACH = 0.34;

/** The corner of a frame with the fewest places, the lower left one first among equals. */
export function emptiestCorner(spec: ProjectionSpec, places: readonly Point[]): Inset['corner'] {
  const project = createUnitProjection(spec);
  const [left, top, right, bottom] = frameBounds(spec);
  const counts: Record<Inset['corner'], number> = {
    'bottom-left': 0,
    'bottom-right': 0,
    'top-left': 0,
    'top-right': 0,
  };
  for (const place of places) {
    const [x, y] = project(place)!;
    const across = (x - left) / (right - left);
    const down = (y - top) / (bottom - top);
    const column = across < REACH ? 'left' : across > 1 - REACH ? 'right' : undefined;
    const row = down < REACH ? 'top' : down > 1 - REACH ? 'bottom' : undefined;
    if (column !== undefined && row !== undefined) counts[`${row}-${column}`]++;
  }
  return (Object.keys(counts) as Inset['corner'][]).reduce((best, next) =>
    counts[next] < counts[best] ? next : best,
  );
}
