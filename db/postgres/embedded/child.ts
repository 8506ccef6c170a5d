import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { lockFolder, type FolderLock } from '../../folder-lock/folder-lock.ts';
import { openPostgres } from './fenced-postgres.ts';
import type { ChildArguments, FromChild } from './messages.ts';

/**
 * The embedded Postgres, in a process of its own so that its work never delays the game. It lives as long as its parent: the
 * channel between them closes when either dies. Signals of the terminal are the parent's business.
 */
/** A server that is being stopped takes less to let go of its database. */
const LOCK_PATIENCE_MS = 3000;
/** One session serves all of them; the pool uses one, the rest is room for the one that replaces a broken one. */
const CONNECTIONS = 4;

const given = JSON.parse(process.argv[2] ?? '{}') as ChildArguments;
const tell = (message: FromChild): void => {
  if (process.connected) process.send?.(message);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));
// The parent may have died while this program was read, before anybody listened.
if (!process.connected) process.exit(0);

try {
  const stop = await serve(given);
  // The parent has only one thing to say: stop.
  process.on('message', () => void stop().finally(() => process.exit(0)));
  tell({ type: 'listening' });
} catch (error) {
  fail(error as Error);
}

/** Ends the process when its parent has been told why. */
function fail({ message }: Error): void {
  if (!process.connected) process.exit(1);
  process.send?.({ type: 'failed', reason: message } satisfies FromChild, () => process.exit(1));
}

async function serve({ folder, socketPath, snapshotPath }: ChildArguments): Promise<() => Promise<void>> {
  await mkdir(dirname(folder), { recursive: true });
  const lock = await lockFolder({
    path: `${folder}.lock`,
    folder,
    patienceMs: LOCK_PATIENCE_MS,
    onLost: fail,
  });
  const database = await open(folder, snapshotPath, lock);
  await rm(socketPath, { force: true });
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: CONNECTIONS });
  await server.start();
  return async () => {
    await server.stop();
    await database.close();
    lock.release();
  };
}

/** While `<folder>.unfinished` stands, the folder was begun and not finished: nothing in it was ever acknowledged. */
async function open(folder: string, snapshotPath: string | null, lock: FolderLock): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  try {
    if (existsSync(unfinished)) await rm(folder, { recursive: true, force: true });
    if (existsSync(join(folder, 'PG_VERSION'))) return await openPostgres(folder, lock);
    await writeFile(unfinished, '');
    const snapshot = snapshotPath !== null && existsSync(snapshotPath) ? await readFile(snapshotPath) : null;
    const made = await openPostgres(
      folder,
      lock,
      snapshot ? { loadDataDir: new Blob([new Uint8Array(snapshot)]) } : {},
    );
    await rm(unfinished);
    return made;
  } catch (error) {
    lock.release();
    throw error;
  }
}
