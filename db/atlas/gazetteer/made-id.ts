import { createHash } from 'node:crypto';

/**
 * The one range of all ids that are made here: of places that no source gives a GeoNames id, and of those that an operator
 * adds. Far above any GeoNames id; the last value is `NO_ROW`'s.
 */
export const FIRST_MADE_ID = 0x8000_0000;
const LAST_MADE_ID = 0xffff_fffe;

/** What a made id stands for. */
export interface Identity {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** `cityKey` of the name. */
  key: string;
  lat: number;
  lon: number;
}

/**
 * The one allocator of made ids: 31 bits of a hash of country, key and position to a tenth of a degree, so that whoever
 * makes an id for the same place, in whatever build, comes to the same one. `taken` holds every id ever given out (that of
 * the register, and of rows already made) and gets the new one; a clash takes the next free.
 */
export function makeId({ country, key, lat, lon }: Identity, taken: Set<number>): number {
  const seed = `${country}|${key}|${lat.toFixed(1)}|${lon.toFixed(1)}`;
  let id = FIRST_MADE_ID + (createHash('sha256').update(seed).digest().readUInt32BE(0) >>> 1);
  while (taken.has(id) || id > LAST_MADE_ID) id = id >= LAST_MADE_ID ? FIRST_MADE_ID : id + 1;
  taken.add(id);
  return id;
}
