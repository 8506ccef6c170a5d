import { COARSE_MIN_AREA } from './coarse.ts';
import type { Plane } from './plane.ts';
import type { Topology, TopologyTools } from './topology-tools.ts';

/** The area that weights are relative to, px². */
const MIN_AREA = 1;
/** The same where no side is in play, and where that lies outside the frame. */
const CONTEXT_MIN_AREA = 2.5;
const OUTSIDE_MIN_AREA = 9;
/** Corners that every ring keeps. */
const RING_CORNERS = 4;

/** A weight that any simplification but the coarse one keeps. */
const KEPT = COARSE_MIN_AREA - 1;

type Weighted = [x: number, y: number, weight: number][];

/** Weighs points for the simplification: context counts less, cuts stay, and every ring keeps some corners. */
export function weigh(tools: TopologyTools, shaped: Topology, plane: Plane): Topology {
  const inPlay = new Set<number>();
  const note = (arcs: unknown): void => {
    if (typeof arcs === 'number') inPlay.add(arcs < 0 ? ~arcs : arcs);
    else if (Array.isArray(arcs)) arcs.forEach(note);
  };
  for (const geometry of (shaped.objects['units'] as { geometries: { arcs: unknown }[] }).geometries)
    note(geometry.arcs);
  // A cut is straight: all its points weigh nothing. What a straight arc weighs is infinite here.
  const weighted = tools.presimplify(shaped);
  (weighted.arcs as unknown as Weighted[]).forEach((arc, index) => {
    const straight = arc.every(([x]) => x === arc[0]![0]) || arc.every(([, y]) => y === arc[0]![1]);
    for (const point of arc) {
      if (straight) point[2] = Infinity;
      else if (!inPlay.has(index))
        point[2] *= MIN_AREA / (isFramed(plane, point) ? CONTEXT_MIN_AREA : OUTSIDE_MIN_AREA);
    }
    const [first, last] = [arc[0]!, arc.at(-1)!];
    if (first[0] === last[0] && first[1] === last[1]) {
      const inner = arc.slice(1, -1).sort((a, b) => b[2] - a[2]);
      for (const point of inner.slice(0, RING_CORNERS)) point[2] = Math.max(point[2], KEPT);
    }
  });
  return weighted;
}

const isFramed = ({ width, height }: Plane, [x, y]: readonly [number, number, number]): boolean =>
  x > 0 && y > 0 && x < width && y < height;
