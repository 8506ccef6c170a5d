import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runOrThrow } from '../../deploy/builders.mjs';

/** Release 0.1, as its nodes still run while 0.2 is rolled out. */
const COMMIT = '1ad3c89fadc83170a3a8209a261c0e43f8bbd2b3';
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * The folder of the release that this one must run beside, built from the repository's own history; built once for a
 * `node_modules`. Throws when the history does not reach back to it.
 */
export function otherRelease() {
  const folder = join(ROOT, 'node_modules/.cache/cityrace', COMMIT);
  if (existsSync(join(folder, '.built'))) return folder;
  const known = spawnSync('git', ['cat-file', '-e', `${COMMIT}^{commit}`], { cwd: ROOT });
  if (known.status !== 0)
    throw new Error(
      `release 0.1 cannot be built: this clone has no commit ${COMMIT.slice(0, 7)} (git fetch --unshallow)`,
    );
  rmSync(folder, { recursive: true, force: true });
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    const archive = join(draft, 'sources.tar');
    runOrThrow('git', ['archive', '--format=tar', `--output=${archive}`, COMMIT]);
    runOrThrow('tar', ['-xf', archive], { cwd: draft });
    rmSync(archive);
    runOrThrow(npm, ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: draft,
      env: { ...process.env, CI: '1', LEFTHOOK: '0' },
    });
    runOrThrow(npm, ['run', 'build', '--silent'], { cwd: draft });
    writeFileSync(join(draft, '.built'), '');
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
