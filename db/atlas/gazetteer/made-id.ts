import { createHash } from 'node:crypto';

/** Ids of places that GeoNames lists without its id begin here: far above any GeoNames id. */
export const FIRST_MADE_ID = 0x8000_0000;

/**
 * An id for a place of the newer file, which carries none: 31 bits of a hash of its country, its key and its position to
 * a tenth of a degree, so that it stays the same when a later release moves the place a little or lists it elsewhere.
 * `taken` holds those given so far; a clash takes the next free one.
 */
export function makeId(country: string, key: string, lat: number, lon: number, taken: Set<number>): number {
  const seed = `${country}|${key}|${lat.toFixed(1)}|${lon.toFixed(1)}`;
  let id = FIRST_MADE_ID + (createHash('sha256').update(seed).digest().readUInt32BE(0) >>> 1);
  while (taken.has(id)) id = id === 0xffff_fffe ? FIRST_MADE_ID : id + 1;
  taken.add(id);
  return id;
}
