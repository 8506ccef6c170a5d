import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { MANIFEST, readManifest, sha256 } from './artefact.ts';

/**
 * Turns the compressed artefact in folder `from` into the files that the server reads, in folder `to`. Does nothing when
 * they are there already, of the same manifest. The manifest is written last, so that a copy cut short is made again.
 * Throws when a file is not what the manifest says.
 */
export function unpackArtefact(from: string, to: string): void {
  const manifest = readFileSync(join(from, MANIFEST));
  if (existsSync(join(to, MANIFEST)) && readFileSync(join(to, MANIFEST)).equals(manifest)) return;
  mkdirSync(to, { recursive: true });
  for (const [name, expected] of Object.entries(readManifest(from).outputs)) {
    const bytes = brotliDecompressSync(readFileSync(join(from, `${name}.br`)));
    if (sha256(bytes) !== expected.sha256) throw new Error(`The artefact's ${name} is damaged`);
    replace(join(to, name), bytes);
  }
  replace(join(to, MANIFEST), manifest);
}

/** Puts a file in place whole, also when another process does the same or reads it meanwhile. */
function replace(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}
