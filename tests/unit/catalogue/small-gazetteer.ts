import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { NO_ROW } from '../../../shared/gazetteer/gazetteer.ts';

/** One place of a small gazetteer. */
export interface SmallPlace {
  id: number;
  name: string;
  /** `FR.11`: the country is its first two letters. */
  region: string;
  population: number;
  lon?: number;
  lat?: number;
  flags?: number;
}

/** A gazetteer of a few places, for tests that look nothing up by name. */
export function createSmallGazetteer(places: readonly SmallPlace[]): Gazetteer {
  const rows = [...places].sort((a, b) => b.population - a.population || a.id - b.id);
  const countryCodes = [...new Set(rows.map(({ region }) => region.slice(0, 2)))].sort();
  const regionCodes = [
    '',
    ...new Set(rows.map(({ region }) => region).filter((code) => code.length > 2)),
  ].sort();
  return {
    dataVersion: 'small',
    size: rows.length,
    ids: Uint32Array.from(rows, ({ id }) => id),
    populations: Uint32Array.from(rows, ({ population }) => population),
    lats: Float32Array.from(rows, ({ lat }) => lat ?? 0),
    lons: Float32Array.from(rows, ({ lon }) => lon ?? 0),
    countries: Uint8Array.from(rows, ({ region }) => countryCodes.indexOf(region.slice(0, 2))),
    regions: Uint16Array.from(rows, ({ region }) => Math.max(0, regionCodes.indexOf(region))),
    flags: Uint8Array.from(rows, ({ flags }) => flags ?? 0),
    partOf: new Uint32Array(rows.length).fill(NO_ROW),
    countryCodes,
    countryNames: countryCodes.map((code) => `Country ${code}`),
    regionCodes,
    regionNames: regionCodes.map((code) => `Region ${code}`),
    name: (row) => rows[row]!.name,
    rowOf: (id) => {
      const row = rows.findIndex((place) => place.id === id);
      return row < 0 ? undefined : row;
    },
    lookup: () => new Uint32Array(),
    eachNear: () => undefined,
    unitsOf: () => undefined,
  };
}
