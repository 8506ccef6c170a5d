import { PGlite, type ExecProtocolOptionsStream, type PGliteOptions } from '@electric-sql/pglite';
import type { FolderLock } from '../../folder-lock/folder-lock.ts';

/** An embedded Postgres that does nothing for a client once its folder is somebody else's. */
class FencedPostgres extends PGlite {
  readonly #lock: FolderLock;

  constructor(folder: string, lock: FolderLock, options: PGliteOptions) {
    super(folder, options);
    this.#lock = lock;
  }

  /** What every message of a client goes through. */
  override async execProtocolRawStream(
    message: Uint8Array,
    options: ExecProtocolOptionsStream,
  ): Promise<void> {
    this.#lock.assertHeld();
    return super.execProtocolRawStream(message, options);
  }
}

export async function openPostgres(
  folder: string,
  lock: FolderLock,
  options: PGliteOptions = {},
): Promise<PGlite> {
  const database = new FencedPostgres(folder, lock, options);
  await database.waitReady;
  return database;
}
