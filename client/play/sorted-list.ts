/**
 * Keeps a growing list in another order. While `list` only grows at its end, each new item is put in its place; anything
 * else sorts anew. The result is a new array whenever something changed.
 */
export function createSorted<T>(compare: (a: T, b: T) => number): (list: readonly T[]) => readonly T[] {
  let seen = 0;
  let last: T | undefined;
  let sorted: readonly T[] = [];
  return (list) => {
    const fresh = list.length - seen;
    const grown = seen > 0 && fresh >= 0 && list[seen - 1] === last;
    if (grown && fresh === 0) return sorted;
    if (grown && fresh <= 32) {
      const next = [...sorted];
      for (const item of list.slice(seen)) next.splice(placeFor(next, item, compare), 0, item);
      sorted = next;
    } else sorted = [...list].sort(compare);
    seen = list.length;
    last = list.at(-1);
    return sorted;
  };
}

/** Behind its equals. */
function placeFor<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle]!, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
