import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { sha256 } from './artefact.ts';

/** What of the gazetteer a catalogue depends on: the columns by row. */
export function fingerprintOf(gazetteer: Gazetteer): string {
  const { ids, populations, lats, lons, countries, regions, flags } = gazetteer;
  const columns = [ids, populations, lats, lons, countries, regions, flags].map((column) =>
    sha256(new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
  );
  return sha256([...columns, ...gazetteer.countryNames, ...gazetteer.regionNames].join('\n'));
}
