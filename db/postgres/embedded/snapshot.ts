import { writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

/** Writes an empty database as one file, from which a first start takes a second instead of five. For the build. */
export async function writeSnapshot(path: string): Promise<void> {
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('gzip');
  await writeFile(path, new Uint8Array(await dump.arrayBuffer()));
  await database.close();
}
