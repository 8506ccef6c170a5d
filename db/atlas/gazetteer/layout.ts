import { CITIES_MAGIC, FORMAT, HEADER_WORDS, INDEX_MAGIC } from '../../../shared/gazetteer/columns.ts';
import { NO_ROW } from '../../../shared/gazetteer/gazetteer.ts';
import type { Place } from './place.ts';

const MAX_NAME_BYTES = 255;

/** Writes the columns of places in their order; `createColumns` describes the layout. */
export function layCities(
  places: readonly Place[],
  countryCodes: readonly string[],
  regionCodes: readonly string[],
  districtCodes: readonly string[],
): Buffer {
  const country = new Map(countryCodes.map((code, i) => [code, i]));
  const region = new Map(regionCodes.map((code, i) => [code, i]));
  const district = new Map(districtCodes.map((code, i) => [code, i]));
  const row = new Map(places.map((place, i) => [place.id, i]));
  const names = places.map((place) => Buffer.from(place.display));
  for (const name of names)
    if (name.length > MAX_NAME_BYTES) throw new Error(`Too long a name: ${name.toString()}`);
  return lay(
    CITIES_MAGIC,
    [places.length, sum(names)],
    [
      Uint32Array.from(places, (p) => p.id),
      Uint32Array.from(places, (p) => p.population),
      Float32Array.from(places, (p) => p.lat),
      Float32Array.from(places, (p) => p.lon),
      Uint32Array.from(places, (p) => (p.partOf === undefined ? NO_ROW : row.get(p.partOf)!)),
      Uint16Array.from(places, (p) => region.get(p.region)!),
      Uint16Array.from(places, (p) => district.get(p.districts[0] ?? '') ?? 0),
      Uint8Array.from(places, (p) => country.get(p.country)!),
      Uint8Array.from(places, (p) => p.flags),
      Uint8Array.from(names, (name) => name.length),
      Buffer.concat(names),
    ],
  );
}

/** Writes the index of keys. */
export function layIndex(entries: readonly (readonly [key: string, postings: readonly number[]])[]): Buffer {
  const keys = entries.map(([key]) => Buffer.from(key));
  const postings = Uint32Array.from(entries.flatMap(([, list]) => list));
  return lay(
    INDEX_MAGIC,
    [entries.length, postings.length, sum(keys)],
    [
      postings,
      Uint16Array.from(entries, ([, list]) => list.length),
      Uint8Array.from(keys, (key) => key.length),
      Buffer.concat(keys),
    ],
  );
}

function lay(magic: number, counts: readonly number[], columns: readonly ArrayBufferView[]): Buffer {
  const header = new Uint32Array(HEADER_WORDS);
  header.set([magic, FORMAT, ...counts]);
  const parts: Buffer[] = [];
  for (const column of [header, ...columns]) {
    const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    parts.push(bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4));
  }
  return Buffer.concat(parts);
}

const sum = (parts: readonly Buffer[]): number => parts.reduce((total, part) => total + part.length, 0);
