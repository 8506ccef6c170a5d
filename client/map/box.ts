/** An upright rectangle, px. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

export function isInside(inner: Box, outer: Box): boolean {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1;
}

export function grown({ x0, y0, x1, y1 }: Box, by: number): Box {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}

/** Boxes under a grid of cells, so that one is compared only with its neighbours. */
export interface BoxGrid<T> {
  add(box: Box, item: T): void;
  /** True when a box that overlaps `box` and passes `test` was added. */
  meets(box: Box, test?: (item: T) => boolean): boolean;
  /** How many do. A box that spans several cells counts once. */
  count(box: Box, test: (item: T) => boolean): number;
}

/** @param cell px; about the height of a few labels */
export function createBoxGrid<T>(cell = 48): BoxGrid<T> {
  const cells = new Map<number, { box: Box; item: T }[]>();
  const keysOf = function* ({ x0, y0, x1, y1 }: Box): Generator<number> {
    for (let cx = Math.floor(x0 / cell); cx <= Math.floor(x1 / cell); cx += 1)
      for (let cy = Math.floor(y0 / cell); cy <= Math.floor(y1 / cell); cy += 1) yield cx * 65_536 + cy;
  };
  const near = function* (box: Box): Generator<{ box: Box; item: T }> {
    const seen = new Set<{ box: Box; item: T }>();
    for (const key of keysOf(box)) {
      for (const entry of cells.get(key) ?? []) {
        if (seen.has(entry) || !overlaps(entry.box, box)) continue;
        seen.add(entry);
        yield entry;
      }
    }
  };
  return {
    add(box, item) {
      const entry = { box, item };
      for (const key of keysOf(box)) {
        const entries = cells.get(key);
        if (entries) entries.push(entry);
        else cells.set(key, [entry]);
      }
    },
    meets(box, test = () => true) {
      for (const { item } of near(box)) if (test(item)) return true;
      return false;
    },
    count(box, test) {
      let count = 0;
      for (const { item } of near(box)) if (test(item)) count += 1;
      return count;
    },
  };
}
