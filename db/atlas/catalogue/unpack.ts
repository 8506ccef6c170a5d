import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decompress, unpack } from '../maps/pack.ts';
import { CATALOGUE, CATALOGUE_MANIFEST, INITIALS, MAPS, readCatalogueManifest, sha256 } from './artefact.ts';

/**
 * Turns the artefact in folder `from` into what the server serves and reads, in folder `to`: `maps/<slug>.<hash>.json`, each
 * with its `.br` and `.gz`, and `catalogue/`, which `loadCatalogue` reads. Does nothing when they are there already, of the
 * same manifest; maps of other releases are removed. Throws when a file is not what the manifest says.
 */
export function unpackMaps(from: string, to: string): void {
  const manifest = readFileSync(join(from, CATALOGUE_MANIFEST));
  const mark = join(to, 'catalogue', CATALOGUE_MANIFEST);
  if (existsSync(mark) && readFileSync(mark).equals(manifest)) return;
  const { outputs } = readCatalogueManifest(from);
  for (const [name, { sha256: expected }] of Object.entries(outputs)) {
    if (sha256(readFileSync(join(from, name))) !== expected)
      throw new Error(`The artefact's ${name} is damaged`);
  }
  mkdirSync(join(to, 'catalogue'), { recursive: true });
  writeMaps(join(from, MAPS), join(to, 'maps'));
  for (const name of [CATALOGUE, INITIALS]) copyFileSync(join(from, name), join(to, 'catalogue', name));
  writeFileSync(`${mark}.new`, manifest);
  renameSync(`${mark}.new`, mark);
}

function writeMaps(packed: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const kept = new Set<string>();
  for (const { name, brotli } of unpack(readFileSync(packed))) {
    const text = decompress(brotli);
    const files: [string, Uint8Array][] = [
      [`${name}.br`, brotli],
      [`${name}.gz`, gzipSync(text)],
      [name, text],
    ];
    for (const [file, bytes] of files) {
      writeFileSync(join(folder, file), bytes);
      kept.add(file);
    }
  }
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(join(folder, file));
}
