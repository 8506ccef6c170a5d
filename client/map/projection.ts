import type { GeoProjection } from 'd3';
import { createBareProjection } from '../../shared/catalogue/projection.ts';
import type { ProjectionSpec } from '../../shared/catalogue/quiz.ts';
import { clamp } from './view.ts';

/** For its core, a sheet is drawn this much larger at most. */
const MOST_CROPPED = 1.5;

/**
 * The projection of a sheet: what `spec.fit` spans fills `width` × `height` px but for `padding` px on every side, the
 * scarcer side deciding, and stands in the middle. Where `spec` has a core, that decides along the scarcer side, as far as the
 * other side still holds all of `fit`.
 */
export function createProjection(
  spec: ProjectionSpec,
  width: number,
  height: number,
  padding: number,
): GeoProjection {
  const projection = createBareProjection(spec).scale(1).translate([0, 0]);
  const spans = (points: ProjectionSpec['fit']): [Span, Span] => {
    const flat = points.map((point) => projection(point)!);
    return [spanOf(flat.map(([x]) => x)), spanOf(flat.map(([, y]) => y))];
  };
  const fit = spans(spec.fit);
  const core = spec.core ? spans(spec.core) : fit;
  const room = [Math.max(1, width - 2 * padding), Math.max(1, height - 2 * padding)] as const;
  const scaleFor = (x: Span, y: Span): number => Math.min(room[0] / lengthOf(x), room[1] / lengthOf(y));
  const whole = scaleFor(fit[0], fit[1]);
  const scale = Math.min(
    Math.max(whole, scaleFor(core[0], fit[1]), scaleFor(fit[0], core[1])),
    whole * MOST_CROPPED,
  );
  const middle = (axis: 0 | 1): number => {
    const half = room[axis] / scale / 2;
    const [low, high] = [core[axis][1] - half, core[axis][0] + half];
    const centre = (fit[axis][0] + fit[axis][1]) / 2;
    return low > high ? centre : clamp(centre, low, high);
  };
  return projection.scale(scale).translate([width / 2 - middle(0) * scale, height / 2 - middle(1) * scale]);
}

type Span = readonly [from: number, to: number];
const spanOf = (values: readonly number[]): Span => [Math.min(...values), Math.max(...values)];
const lengthOf = ([from, to]: Span): number => to - from || 1e-9;
