import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dateChangelog } from './changelog.mjs';

/**
 * `npm run release -- 0.3.0`: sets the version, dates its section of the changelog, commits, and tags `v0.3.0`. Pushes nothing.
 * Refuses a tree with changes, a version that is not the next one, and a changelog with nothing to release.
 */
const CHANGELOG = 'CHANGELOG.md';

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr.trim()}`);
  return stdout.trim();
}

function release(version) {
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw new Error('which version? npm run release -- 0.3.0');
  if (git('status', '--porcelain') !== '') throw new Error('there are changes that are not committed');
  if (git('tag', '--list', `v${version}`) !== '') throw new Error(`v${version} is released already`);
  const today = new Date().toISOString().slice(0, 10);
  const changelog = dateChangelog(readFileSync(CHANGELOG, 'utf8'), version, today);
  const npm = spawnSync('npm', ['version', version, '--no-git-tag-version', '--allow-same-version'], {
    encoding: 'utf8',
  });
  if (npm.status !== 0) throw new Error(npm.stderr.trim());
  writeFileSync(CHANGELOG, changelog);
  git('add', CHANGELOG, 'package.json', 'package-lock.json');
  git('commit', '--message', `Release ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `Cityrace ${version}`);
  console.log(`Released ${version}: git push --follow-tags`);
}

try {
  release(process.argv[2]);
} catch (error) {
  console.error(`Not released: ${error.message}`);
  process.exitCode = 1;
}
