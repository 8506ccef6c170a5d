import { CITIES_MAGIC, createColumns, INDEX_MAGIC } from './columns.ts';
import type { Gazetteer } from './gazetteer.ts';
import { createKeyTable } from './key-table.ts';

/** The small tables of the artefact, as its JSON file holds them. */
export interface GazetteerTables {
  dataVersion: string;
  countryCodes: string[];
  countryNames: string[];
  regionCodes: string[];
  regionNames: string[];
  qualifierNames: Record<string, number[]>;
  qualifierCodes: Record<string, number[]>;
}

const NONE = new Uint32Array(0);

/**
 * Opens the gazetteer over the bytes of its unpacked files; the columns lie over them without a copy.
 * Throws when they are not of this format.
 */
export function openGazetteer(cities: Uint8Array, index: Uint8Array, tables: GazetteerTables): Gazetteer {
  const columns = createColumns(cities, CITIES_MAGIC);
  const size = columns.count(0);
  const ids = columns.u32(size);
  const populations = columns.u32(size);
  const lats = columns.f32(size);
  const lons = columns.f32(size);
  const partOf = columns.u32(size);
  const regions = columns.u16(size);
  const countries = columns.u8(size);
  const flags = columns.u8(size);
  const nameLengths = columns.u8(size);
  const names = columns.u8(columns.count(1));
  const nameEnds = running(nameLengths);
  const rowOf = createIdTable(ids);
  const decoder = new TextDecoder();

  const keys = createColumns(index, INDEX_MAGIC);
  const keyCount = keys.count(0);
  const postings = keys.u32(keys.count(1));
  const counts = keys.u16(keyCount);
  const keyLengths = keys.u8(keyCount);
  const table = createKeyTable(keys.u8(keys.count(2)), keyLengths);
  const postingEnds = running(counts);
  const postingsOf = (key: number): Uint32Array =>
    postings.subarray(postingEnds[key]! - counts[key]!, postingEnds[key]);

  return {
    dataVersion: tables.dataVersion,
    size,
    ids,
    populations,
    lats,
    lons,
    countries,
    regions,
    flags,
    partOf,
    countryCodes: tables.countryCodes,
    countryNames: tables.countryNames,
    regionCodes: tables.regionCodes,
    regionNames: tables.regionNames,
    name: (row) => decoder.decode(names.subarray(nameEnds[row]! - nameLengths[row]!, nameEnds[row])),
    rowOf,
    lookup(key) {
      const found = table.find(key);
      return found === -1 ? NONE : postingsOf(found);
    },
    eachNear(key, visit) {
      table.eachNear(key, (found) => visit(postingsOf(found)));
    },
    qualifiers: {
      names: new Map(Object.entries(tables.qualifierNames)),
      codes: new Map(Object.entries(tables.qualifierCodes)),
    },
  };
}

function running(lengths: Uint8Array | Uint16Array): Uint32Array {
  const ends = new Uint32Array(lengths.length);
  for (let i = 0, end = 0; i < lengths.length; i += 1) ends[i] = end += lengths[i]!;
  return ends;
}

/** Finds rows by id in a hash table without heap objects. */
function createIdTable(ids: Uint32Array): (id: number) => number | undefined {
  const bits = Math.max(4, 32 - Math.clz32(ids.length * 2));
  const last = (1 << bits) - 1;
  const slotOf = (id: number): number => Math.imul(id, 0x9e3779b1) >>> (32 - bits);
  const table = new Uint32Array(1 << bits);
  for (let row = 0; row < ids.length; row += 1) {
    let slot = slotOf(ids[row]!);
    while (table[slot] !== 0) slot = (slot + 1) & last;
    table[slot] = row + 1;
  }
  return (id) => {
    for (let slot = slotOf(id); table[slot] !== 0; slot = (slot + 1) & last) {
      const row = table[slot]! - 1;
      if (ids[row] === id) return row;
    }
    return undefined;
  };
}
