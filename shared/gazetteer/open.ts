import { CITIES_MAGIC, createColumns } from './columns.ts';
import { ALONE, type Gazetteer } from './gazetteer.ts';
import { openKeyIndex } from './key-index.ts';
import { running } from './running.ts';

/** The small tables of the artefact, as its JSON file holds them. */
export interface GazetteerTables {
  dataVersion: string;
  countryCodes: string[];
  countryNames: string[];
  regionCodes: string[];
  regionNames: string[];
  /** Ids that earlier releases gave to places, with those that they have now. */
  formerIds: [former: number, now: number][];
}

/** The unpacked files of the artefact. */
export interface GazetteerFiles {
  /** The columns of places. */
  cities: Uint8Array;
  /** The index of places' names. */
  names: Uint8Array;
  /** The index of names of countries and admin-1 units. */
  units: Uint8Array;
  /** Their hash tables, as `slotsOf` makes them; made here when they are not given, which takes a while. */
  nameSlots?: Uint32Array;
  unitSlots?: Uint32Array;
  tables: GazetteerTables;
}

const NONE = new Uint32Array(0);

/**
 * Opens the gazetteer over the bytes of its unpacked files; the columns lie over them without a copy.
 * Throws when they are not of this format.
 */
export function openGazetteer({
  cities,
  names,
  units,
  nameSlots,
  unitSlots,
  tables,
}: GazetteerFiles): Gazetteer {
  const columns = createColumns(cities, CITIES_MAGIC);
  const size = columns.count(0);
  const ids = columns.u32(size);
  const populations = columns.u32(size);
  const lats = columns.f32(size);
  const lons = columns.f32(size);
  const partOf = columns.u32(size);
  const regions = columns.u16(size);
  const districts = columns.u16(size);
  const countries = columns.u8(size);
  const flags = columns.u8(size);
  const nameLengths = columns.u8(size);
  const nameBytes = columns.u8(columns.count(1));
  const nameEnds = running(nameLengths);
  const rowOf = createIdTable(ids);
  const formerIds = new Map(tables.formerIds);
  const decoder = new TextDecoder();

  const index = openKeyIndex(names, nameSlots);
  const unitIndex = openKeyIndex(units, unitSlots);

  return {
    dataVersion: tables.dataVersion,
    size,
    ids,
    populations,
    lats,
    lons,
    countries,
    regions,
    districts,
    flags,
    partOf,
    countryCodes: tables.countryCodes,
    countryNames: tables.countryNames,
    regionCodes: tables.regionCodes,
    regionNames: tables.regionNames,
    name: (row) => decoder.decode(nameBytes.subarray(nameEnds[row]! - nameLengths[row]!, nameEnds[row])),
    rowOf(id) {
      const row = rowOf(id);
      const now = row === undefined ? formerIds.get(id) : undefined;
      return now === undefined ? row : rowOf(now);
    },
    lookup: (key) => index.postings(key) ?? NONE,
    eachNear: (key, visit) => index.eachNear(key, visit),
    unitsOf(key, where = ALONE) {
      // Units' postings: `unit * 4`, plus the place from which on the key means it.
      const postings = unitIndex.postings(key);
      const named = postings?.filter((posting) => (posting & 3) <= where).map((posting) => posting >>> 2);
      return named === undefined || named.length === 0 ? undefined : named;
    },
  };
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
