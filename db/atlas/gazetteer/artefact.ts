import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Compiled } from './compile.ts';

/** What the artefact was made from, what it is, and whom to thank. */
export interface Manifest {
  dataVersion: string;
  counts: Record<string, number>;
  /** Path below the sources' node_modules → sha256. */
  inputs: Record<string, string>;
  /** Unpacked file → sha256 and bytes. */
  outputs: Record<string, { sha256: string; bytes: number }>;
  credits: string[];
}

export const MANIFEST = 'manifest.json';

const CREDITS = [
  'Place data: GeoNames, CC BY 4.0, merged and filtered',
  'More places and populations: SimpleMaps World Cities, CC BY 4.0, merged and filtered',
  'Made with Natural Earth, by way of city-timezones, MIT',
  'City names by language: Unicode CLDR, Unicode License v3',
];

export function manifestOf(
  { files, dataVersion, counts }: Compiled,
  inputs: Record<string, string>,
): Manifest {
  const outputs: Manifest['outputs'] = {};
  for (const [name, bytes] of Object.entries(files))
    outputs[name] = { sha256: sha256(bytes), bytes: bytes.length };
  return { dataVersion, counts, inputs: sorted(inputs), outputs, credits: CREDITS };
}

/**
 * Writes the files compressed (brotli, as `<name>.br`) with their manifest into `folder`; those that are there already as
 * the manifest there says are left alone, since compressing takes minutes.
 */
export function writeArtefact(folder: string, compiled: Compiled, inputs: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const before = existsSync(join(folder, MANIFEST)) ? readManifest(folder).outputs : {};
  for (const [name, bytes] of Object.entries(compiled.files)) {
    const path = join(folder, `${name}.br`);
    if (before[name]?.sha256 === sha256(bytes) && existsSync(path)) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeFileSync(path, brotliCompressSync(bytes, { params }));
  }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifestOf(compiled, inputs), null, 2)}\n`);
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
