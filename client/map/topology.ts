import { feature, mesh } from 'topojson-client';
import type { Feature, Geometry, MultiLineString } from 'geojson';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';

/** What a map file holds (docs/maps.md), as geometry in degrees. */
export interface MapLayers {
  /** All land of the sheet: its outline is the coast. */
  land: Geometry | null;
  /** The regions in play, by the code of their line in the quiz; one without a code if the quiz has no breakdown. */
  units: { code: string; geometry: Geometry }[];
  /** Borders between regions in play. */
  inner: MultiLineString | null;
  /** Borders of countries outside play. */
  outer: Geometry | null;
  lakes: Geometry | null;
  /** Everything, fewer points: drawn while the map moves. */
  coarse: { code: string; geometry: Geometry }[];
}

const EMPTY: MapLayers = { land: null, units: [], inner: null, outer: null, lakes: null, coarse: [] };

export function layersOf(topology: Topology | null): MapLayers {
  if (!topology) return EMPTY;
  const { land, units, borders, water, coarse } = topology.objects;
  return {
    land: land ? oneGeometry(topology, land) : null,
    units: units ? codedGeometries(topology, units) : [],
    inner: units ? mesh(topology, units, (a, b) => a !== b) : null,
    outer: borders ? oneGeometry(topology, borders) : null,
    lakes: water ? oneGeometry(topology, water) : null,
    coarse: coarse ? codedGeometries(topology, coarse) : [],
  };
}

function features(topology: Topology, object: GeometryObject): Feature[] {
  const made = feature(topology, object);
  return made.type === 'FeatureCollection' ? made.features : [made];
}

function oneGeometry(topology: Topology, object: GeometryObject): Geometry {
  const geometries = features(topology, object).map((f) => f.geometry);
  return geometries.length === 1 ? geometries[0]! : { type: 'GeometryCollection', geometries };
}

function codedGeometries(topology: Topology, object: GeometryObject): { code: string; geometry: Geometry }[] {
  return features(topology, object as GeometryCollection).map((f, i) => ({
    code: f.id === undefined ? `#${i}` : String(f.id),
    geometry: f.geometry,
  }));
}
