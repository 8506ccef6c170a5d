import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import { openGazetteer, type GazetteerTables } from '../../shared/gazetteer/open.ts';

/** Reads the unpacked artefact in `folder`. Throws when it is missing or not of this format. */
export function loadGazetteer(folder: string): Gazetteer {
  const tables = JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8')) as GazetteerTables;
  return openGazetteer(
    readFileSync(join(folder, 'cities.bin')),
    readFileSync(join(folder, 'index.bin')),
    tables,
  );
}
