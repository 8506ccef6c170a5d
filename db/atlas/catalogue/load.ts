import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { openCatalogue, type Catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { CATALOGUE, INITIALS } from './artefact.ts';

/**
 * Reads the catalogue of the artefact in `folder`. Throws when it is missing, or of another release than the gazetteer.
 */
export function loadCatalogue(folder: string, gazetteer: Gazetteer): Catalogue {
  const read = (name: string): Buffer => brotliDecompressSync(readFileSync(join(folder, name)));
  const initials = read(INITIALS);
  if (initials.length !== gazetteer.size) throw new Error('The catalogue was counted with another gazetteer');
  return openCatalogue(read(CATALOGUE).toString('utf8'), gazetteer, initials);
}
