import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { openGazetteer, type GazetteerTables } from '../../../shared/gazetteer/open.ts';

/** Reads the unpacked artefact in `folder`. Throws when it is missing or not of this format. */
export function loadGazetteer(folder: string): Gazetteer {
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const readWords = (name: string): Uint32Array => {
    const bytes = read(name);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  return openGazetteer({
    cities: read('cities.bin'),
    names: read('names.bin'),
    units: read('units.bin'),
    nameSlots: readWords('names.slots'),
    unitSlots: readWords('units.slots'),
    tables: JSON.parse(read('tables.json').toString('utf8')) as GazetteerTables,
  });
}
