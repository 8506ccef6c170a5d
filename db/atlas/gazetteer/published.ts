import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { openGazetteer, type GazetteerTables } from '../../../shared/gazetteer/open.ts';
import { roundDegrees, type RegisteredId } from './id-register.ts';

/**
 * The ids of the artefact in `folder`, with what they stand for: a build that replaces it must say what has become of each.
 * None where there is no artefact.
 */
export function readPublished(folder: string): RegisteredId[] {
  if (!existsSync(join(folder, 'cities.bin.br'))) return [];
  const read = (name: string): Buffer => brotliDecompressSync(readFileSync(join(folder, `${name}.br`)));
  const tables = JSON.parse(read('tables.json').toString('utf8')) as GazetteerTables;
  const { size, ids, lats, lons, countries, countryCodes, ...gazetteer } = openGazetteer({
    cities: read('cities.bin'),
    names: read('names.bin'),
    units: read('units.bin'),
    tables,
  });
  return Array.from({ length: size }, (_, row) => ({
    id: ids[row]!,
    country: countryCodes[countries[row]!]!,
    key: cityKey(gazetteer.name(row)),
    lat: roundDegrees(lats[row]!),
    lon: roundDegrees(lons[row]!),
  }));
}
