import { quadtree, type Quadtree } from 'd3';
import type { Dot } from './dots.ts';
import type { Point } from './view.ts';

/** The dot under a pointer, among any number of them. */
export interface HitTest {
  /**
   * @param at px of the sheet
   * @param slack how far from a dot's edge still counts, px of the sheet
   */
  at(at: Point, slack: number): Dot | undefined;
}

export function createHitTest(dots: readonly Dot[]): HitTest {
  const tree: Quadtree<Dot> = quadtree<Dot>()
    .x((dot) => dot.x)
    .y((dot) => dot.y)
    .addAll([...dots]);
  const largest = dots.reduce((most, dot) => Math.max(most, dot.r), 0);
  return {
    at([x, y], slack) {
      let best: Dot | undefined;
      let least = Infinity;
      const reach = largest + slack;
      tree.visit((node, x0, y0, x1, y1) => {
        if (!node.length) {
          for (let leaf: typeof node | undefined = node; leaf; leaf = leaf.next) {
            const { data } = leaf;
            // To the edge, not the middle: the small dot that lies on a large one wins when the pointer is on it.
            const past = Math.hypot(data.x - x, data.y - y) - data.r;
            const rank = past <= 0 ? data.r - 1e6 : past;
            if (past <= slack && rank < least) {
              best = data;
              least = rank;
            }
          }
        }
        return x0 > x + reach || x1 < x - reach || y0 > y + reach || y1 < y - reach;
      });
      return best;
    },
  };
}
