import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { slotsOf } from '../../../shared/gazetteer/key-index.ts';
import { MANIFEST, readManifest, sha256 } from './artefact.ts';

const INDEXES = ['names', 'units'];

/**
 * Turns the compressed artefact in folder `from` into the files that the server reads, in folder `to`. Does nothing when
 * they are there already, of the same manifest. The manifest is written last, so that a copy cut short is made again.
 * Throws when a file is not what the manifest says.
 */
export function unpackArtefact(from: string, to: string): void {
  const manifest = readFileSync(join(from, MANIFEST));
  if (existsSync(join(to, MANIFEST)) && readFileSync(join(to, MANIFEST)).equals(manifest)) return;
  const files: Record<string, Uint8Array> = {};
  for (const [name, expected] of Object.entries(readManifest(from).outputs)) {
    const bytes = brotliDecompressSync(readFileSync(join(from, `${name}.br`)));
    if (sha256(bytes) !== expected.sha256) throw new Error(`The artefact's ${name} is damaged`);
    files[name] = bytes;
  }
  writeUnpacked(to, files);
  replace(join(to, MANIFEST), manifest);
}

/** Writes files of the artefact with what is made of them once, so that a start need not. */
export function writeUnpacked(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) replace(join(folder, name), bytes);
  for (const index of INDEXES) {
    const slots = slotsOf(files[`${index}.bin`]!);
    replace(join(folder, `${index}.slots`), new Uint8Array(slots.buffer));
  }
}

/** Puts a file in place whole, also when another process does the same or reads it meanwhile. */
function replace(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}
