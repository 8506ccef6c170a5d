import {
  geoAzimuthalEqualArea,
  geoConicConformal,
  geoConicEqualArea,
  geoEqualEarth,
  geoMercator,
  type GeoProjection,
} from 'd3';
import type { ProjectionSpec } from './quiz.ts';

/** The projection a spec describes, before it is scaled and moved to a sheet. */
export function createBareProjection(spec: Omit<ProjectionSpec, 'fit'>): GeoProjection {
  const projection = createRaw(spec);
  if (spec.rotate !== undefined) projection.rotate(spec.rotate);
  return projection.precision(0);
}

function createRaw({ type, parallels }: Omit<ProjectionSpec, 'fit'>): GeoProjection {
  switch (type) {
    case 'conicEqualArea':
      return parallels === undefined ? geoConicEqualArea() : geoConicEqualArea().parallels(parallels);
    case 'conicConformal':
      return parallels === undefined ? geoConicConformal() : geoConicConformal().parallels(parallels);
    case 'mercator':
      return geoMercator();
    case 'azimuthalEqualArea':
      return geoAzimuthalEqualArea();
    case 'equalEarth':
      return geoEqualEarth();
  }
}
