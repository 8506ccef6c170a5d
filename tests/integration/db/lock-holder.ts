import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse, lockFolder } from '../../../db/folder-lock/folder-lock.ts';

/**
 * A process that takes a folder's lock and, as long as it may, adds its name to `writes` in it; without `goes`, until it loses it.
 * Prints `held`, or `in use: …`, and later `lost: …`.
 */
const [folder, name, patienceMs, signMs, silenceMs] = process.argv.slice(2);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const lock = await lockFolder({
    path: join(folder!, 'lock'),
    folder: folder!,
    patienceMs: Number(patienceMs),
    signMs: Number(signMs),
    silenceMs: Number(silenceMs),
    onLost(error) {
      tell(`lost: ${error.message}`);
    },
  });
  tell('held');
  setInterval(() => {
    try {
      if (existsSync(join(folder!, 'release'))) {
        lock.release();
        process.exit(0);
      }
      lock.assertHeld();
      appendFileSync(join(folder!, 'writes'), `${name}\n`);
    } catch {
      process.exit(3);
    }
  }, 10);
} catch (error) {
  if (!(error instanceof FolderInUse)) throw error;
  tell(`in use: ${error.message}`);
}
