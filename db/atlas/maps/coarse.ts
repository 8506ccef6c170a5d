import { signedArea } from './geometry.ts';
import { pointsOf, type GeometryObject, type Topology, type TopologyTools } from './topology-tools.ts';

/** Points of the coarse outlines matter this much, and so do its islands: px² at 1,000 px. */
export const COARSE_MIN_AREA = 24;

/** Adds the outlines of play and of the rest, with few points, on arcs of their own. */
export function withCoarse(tools: TopologyTools, weighted: Topology, detailed: Topology): Topology {
  const parts = (['units', 'land'] as const).map((object) => ({
    ...tools.mergeArcs(weighted, (weighted.objects[object] as { geometries: GeometryObject[] }).geometries),
    properties: { inPlay: object === 'units' },
  }));
  const coarse = tools.filter({
    ...tools.simplify(weighted, COARSE_MIN_AREA),
    objects: {
      coarse: {
        type: 'GeometryCollection',
        geometries: parts.map((part) => ({
          ...part,
          arcs: part.arcs.filter(
            (rings) => Math.abs(signedArea(pointsOf(weighted, rings[0]!))) >= COARSE_MIN_AREA,
          ),
        })),
      },
    },
  });
  const offset = detailed.arcs.length;
  const shift = (arcs: unknown): unknown =>
    typeof arcs === 'number' ? (arcs < 0 ? arcs - offset : arcs + offset) : (arcs as unknown[]).map(shift);
  const { geometries } = coarse.objects['coarse'] as { geometries: { arcs: unknown }[] };
  return {
    ...detailed,
    arcs: [...detailed.arcs, ...coarse.arcs],
    objects: {
      ...detailed.objects,
      coarse: {
        type: 'GeometryCollection',
        geometries: geometries.map((geometry) => ({
          ...geometry,
          arcs: shift(geometry.arcs),
        })) as GeometryObject[],
      },
    },
  };
}
