import type { GeoProjection } from 'd3';
import { createBareProjection } from '../../shared/catalogue/projection.ts';
import type { ProjectionSpec } from '../../shared/catalogue/quiz.ts';

/**
 * The projection of a sheet: what `spec.fit` spans fills `width` × `height` px but for `padding` px on every side, the
 * scarcer side deciding, and stands in the middle.
 */
export function createProjection(
  spec: ProjectionSpec,
  width: number,
  height: number,
  padding: number,
): GeoProjection {
  return createBareProjection(spec).fitExtent(
    [
      [padding, padding],
      [Math.max(padding + 1, width - padding), Math.max(padding + 1, height - padding)],
    ],
    { type: 'MultiPoint', coordinates: spec.fit },
  );
}
