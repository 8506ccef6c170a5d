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

interface Entry<T> {
  box: Box;
  item: T;
  /** The last search that looked at it: a box in several cells is looked at once. */
  seen: number;
}

/** @param cell px; about the height of a label, for crowded sheets have many dots in each */
export function createBoxGrid<T>(cell = 32): BoxGrid<T> {
  const cells = new Map<number, Entry<T>[]>();
  let search = 0;
  /** Calls `visit` with each overlapping entry until it answers true. Plain loops: this runs tens of thousands of times. */
  const visitNear = (box: Box, visit: (item: T) => boolean): boolean => {
    search += 1;
    const x1 = Math.floor(box.x1 / cell);
    const y1 = Math.floor(box.y1 / cell);
    for (let cx = Math.floor(box.x0 / cell); cx <= x1; cx += 1) {
      for (let cy = Math.floor(box.y0 / cell); cy <= y1; cy += 1) {
        const entries = cells.get(cx * 65_536 + cy);
        if (!entries) continue;
        for (const entry of entries) {
          if (entry.seen === search || !overlaps(entry.box, box)) continue;
          entry.seen = search;
          if (visit(entry.item)) return true;
        }
      }
    }
    return false;
  };
  return {
    add(box, item) {
      const entry: Entry<T> = { box, item, seen: 0 };
      for (let cx = Math.floor(box.x0 / cell); cx <= Math.floor(box.x1 / cell); cx += 1) {
        for (let cy = Math.floor(box.y0 / cell); cy <= Math.floor(box.y1 / cell); cy += 1) {
          const key = cx * 65_536 + cy;
          const entries = cells.get(key);
          if (entries) entries.push(entry);
          else cells.set(key, [entry]);
        }
      }
    },
    meets: (box, test = () => true) => visitNear(box, test),
    count(box, test) {
      let count = 0;
      visitNear(box, (item) => {
        if (test(item)) count += 1;
        return false;
      });
      return count;
    },
  };
}
