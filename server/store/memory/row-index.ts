/** Row numbers by a hash of what the rows are looked up by: a table with open addressing, outside the JavaScript heap. */
export interface RowIndex {
  count: number;
  /** A row's number plus one, or 0; as many as a power of two. */
  slots: Int32Array;
}

const LEAST_SLOTS = 16;
/** Of every index without rows; never written to. */
const NO_SLOTS = new Int32Array(1);

export const emptyIndex = (): RowIndex => ({ count: 0, slots: NO_SLOTS });

/** The row with this hash that `matches`, or undefined. */
export function rowFor(
  { slots }: RowIndex,
  hash: number,
  matches: (row: number) => boolean,
): number | undefined {
  const mask = slots.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const held = slots[slot]!;
    if (held === 0) return undefined;
    if (matches(held - 1)) return held - 1;
  }
}

/** Adds a row that is not in the index; `hashOf` gives the hash of any row that is, for when the table grows. */
export function indexRow(index: RowIndex, row: number, hashOf: (row: number) => number): void {
  index.count += 1;
  // At most half full, so that a look-up ends after two or three slots.
  if (2 * index.count > index.slots.length) {
    const before = index.slots;
    index.slots = new Int32Array(Math.max(LEAST_SLOTS, 2 * before.length));
    for (const held of before) if (held !== 0) place(index.slots, held, hashOf(held - 1));
  }
  place(index.slots, row + 1, hashOf(row));
}

function place(slots: Int32Array, held: number, hash: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = held;
}

/** 32 bits of two whole numbers, of which the first counts with its low 32 bits. The mixing is MurmurHash3's (public domain). */
export function hashPair(a: number, b: number): number {
  let hash = a ^ Math.imul(b + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
