import type { Point } from './geometry.ts';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  GeometryCollection,
  GeometryObject,
  MultiLineString,
  MultiPolygon,
  Topology,
} from 'topojson-specification';

/** What the build uses of the topology packages, which live with the sources and bring no types. */
export interface TopologyTools {
  /** Finds what outlines share; coordinates stay as they are. */
  topology(objects: Record<string, unknown>): Topology;
  /** The outline of several polygons as one. */
  mergeArcs(topology: Topology, objects: readonly GeometryObject[]): MultiPolygon;
  /** The lines of an object for which `filter` holds, of the geometries on both sides (the same twice at an edge). */
  meshArcs(
    topology: Topology,
    object: GeometryCollection,
    filter: (a: GeometryObject, b: GeometryObject) => boolean,
  ): MultiLineString;
  /** Adds to each position the area of the smallest triangle (Visvalingam and Whyatt) at which it goes. */
  presimplify(topology: Topology): Topology;
  simplify(topology: Topology, minWeight: number): Topology;
  /** Drops rings for which `filter` does not hold, and arcs that no object uses. */
  filter(topology: Topology, filter?: (ring: readonly number[], interior: boolean) => boolean): Topology;
  feature(topology: Topology, object: unknown): { geometry: { coordinates: [number, number][][] } };
  /** Rounds coordinates to a grid of `steps` a side and writes them as differences. */
  quantize(topology: Topology, steps: number): Topology;
}

export type { GeometryCollection, GeometryObject, MultiLineString, MultiPolygon, Topology };

/** @param folder the node_modules of the sources package */
export function loadTopologyTools(folder: string): TopologyTools {
  const require = createRequire(join(folder, 'package.json'));
  return {
    ...(require('topojson-server') as Pick<TopologyTools, 'topology'>),
    ...(require('topojson-client') as Pick<TopologyTools, 'mergeArcs' | 'meshArcs' | 'quantize' | 'feature'>),
    ...(require('topojson-simplify') as Pick<TopologyTools, 'presimplify' | 'simplify' | 'filter'>),
  };
}

/** The points of a ring. The topology must not be quantized. */
export function pointsOf(topology: Topology, ring: readonly number[]): Point[] {
  return ring.flatMap((index) => {
    const arc = topology.arcs[index < 0 ? ~index : index]! as unknown as Point[];
    return index < 0 ? [...arc].reverse() : arc;
  });
}
