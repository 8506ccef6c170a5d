import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../colyseus', import.meta.url));

/** Installs the Colyseus server from its own lock file, once; nothing but this part of the bench needs it. */
export async function installColyseus(): Promise<void> {
  if (existsSync(join(FOLDER, 'node_modules'))) return;
  await promisify(execFile)('npm', ['ci', '--no-fund', '--no-audit', '--ignore-scripts'], { cwd: FOLDER });
}
