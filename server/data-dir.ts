import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError, type Config } from './config.ts';

/**
 * Makes sure that the node can keep its files in `DATA_DIR`, if it keeps any: makes the folder and writes to it once. Throws
 * {@link ConfigError}.
 */
export async function prepareDataDir({
  dataDir,
  redisUrls,
  databaseUrl,
  sessionSecret,
}: Config): Promise<void> {
  if (redisUrls.length > 0 && databaseUrl !== null && sessionSecret !== null) return;
  const probe = join(dataDir, `.${randomBytes(6).toString('hex')}.probe`);
  try {
    await makeFolder(dataDir);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new ConfigError(`DATA_DIR cannot be used: ${(error as Error).message}`);
  }
}

/**
 * As `mkdir` with `recursive`, which never ends where a system says of a folder that is there that it is not (`/proc`): it makes the
 * parent again and again.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await mkdir(path);
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
