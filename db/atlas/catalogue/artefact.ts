import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of the artefact, beside the gazetteer's. */
export const CATALOGUE = 'catalogue.ndjson.br';
export const INITIALS = 'catalogue-initials.bin.br';
export const MAPS = 'maps.pack';
export const CATALOGUE_MANIFEST = 'catalogue-manifest.json';

/** What the catalogue and the maps were made from, and what they are. */
export interface CatalogueManifest {
  dataVersion: string;
  counts: { quizzes: number; maps: number };
  /** The gazetteer's columns and the outlines → sha256. */
  inputs: Record<string, string>;
  /** File of the artefact → sha256 and bytes. */
  outputs: Record<string, { sha256: string; bytes: number }>;
}

export const readCatalogueManifest = (folder: string): CatalogueManifest =>
  JSON.parse(readFileSync(join(folder, CATALOGUE_MANIFEST), 'utf8')) as CatalogueManifest;

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
