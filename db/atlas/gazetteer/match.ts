import { distanceKm, type Point } from './distance.ts';

/**
 * Pairs rows with candidates, nearest pairs first, none farther apart than `withinKm`. With `taken` each candidate is paired
 * once: it holds those that are no longer free, and gets those paired here; without, several rows may share one. Equal pairs
 * stand in the order they come in.
 */
export function matchNearest<Row extends Point, Candidate extends Point>(
  rows: Iterable<Row>,
  candidatesFor: (row: Row) => Iterable<Candidate>,
  withinKm: number,
  taken?: Set<Candidate>,
): Map<Row, Candidate> {
  const pairs: { row: Row; candidate: Candidate; km: number }[] = [];
  for (const row of rows) {
    for (const candidate of candidatesFor(row)) {
      if (taken?.has(candidate) === true) continue;
      const km = distanceKm(row, candidate);
      if (km <= withinKm) pairs.push({ row, candidate, km });
    }
  }
  pairs.sort((a, b) => a.km - b.km);
  const found = new Map<Row, Candidate>();
  for (const { row, candidate } of pairs) {
    if (found.has(row) || taken?.has(candidate) === true) continue;
    found.set(row, candidate);
    taken?.add(candidate);
  }
  return found;
}

/** Everything by what it can be looked up by. */
export function indexBy<Item>(
  items: Iterable<Item>,
  keysOf: (item: Item) => Iterable<string>,
): Map<string, Item[]> {
  const index = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [item]);
      else list.push(item);
    }
  }
  return index;
}

/** The cell of a point, a hundredth of a degree wide (about a kilometre) where no `size` in degrees is given. */
export const cellOf = ({ lat, lon }: Point, size = 0.01): string =>
  `${Math.floor(lat / size)},${Math.floor(lon / size)}`;

/** The cell of a point and those around it, more of them to the sides towards the poles. */
export function cellsAround({ lat, lon }: Point, size = 0.01): string[] {
  const reach = Math.min(20, Math.ceil(1 / Math.cos((lat * Math.PI) / 180)));
  const cells: string[] = [];
  for (const y of [-size, 0, size])
    for (let x = -reach; x <= reach; x += 1) cells.push(cellOf({ lat: lat + y, lon: lon + x * size }, size));
  return cells;
}
