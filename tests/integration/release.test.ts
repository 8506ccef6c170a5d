import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
const NEWS =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.2.0] - 2026-01-02\n\n- Old.\n';

let folder: string;
const git = (...args: string[]): string =>
  execFileSync('git', [...AUTHOR, ...args], { cwd: folder, encoding: 'utf8' }).trim();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** `npm run release -- version`, in the small repository. */
const release = (version: string): { status: number | null; stderr: string } => {
  const identity = { GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@example.com' };
  return spawnSync('npm', ['run', '--silent', 'release', '--', version], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...identity, ...committer },
  });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cityrace-release-'));
  for (const name of ['deploy/release.mjs', 'deploy/changelog.mjs', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, name), join(folder, name));
  writeFileSync(join(folder, 'CHANGELOG.md'), NEWS);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('sets the version, dates the changelog, commits and tags', () => {
  expect(release('9.1.0')).toMatchObject({ status: 0 });
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '--format=%s', '-1')).toBe('Release 9.1.0');
  expect(git('rev-parse', 'v9.1.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
  for (const name of ['package.json', 'package-lock.json'])
    expect(JSON.parse(read(name))).toMatchObject({ version: '9.1.0' });
  const day = new Date().toISOString().slice(0, 10);
  expect(read('CHANGELOG.md')).toBe(
    NEWS.replace('## [Unreleased]', `## [Unreleased]\n\n## [9.1.0] - ${day}`),
  );
  const again = release('9.2.0');
  expect([again.status, again.stderr.trim()]).toEqual([
    1,
    'Not released: nothing stands under Unreleased in the changelog',
  ]);
});

it.each([
  ['a tree with changes', '9.1.0', () => writeFileSync(join(folder, 'new.txt'), ''), 'not committed'],
  ['a version that is older', '0.1.9', () => undefined, '0.1.9 is not above 0.2.0'],
  ['a version that is released', '9.1.0', () => git('tag', 'v9.1.0'), 'released already'],
  ['what is no version', 'next', () => undefined, 'which version?'],
])('refuses %s, and changes nothing', (_, version, prepare, why) => {
  prepare();
  const before = git('status', '--porcelain');
  const head = git('rev-parse', 'HEAD');
  const { status, stderr } = release(version);
  expect(status).toBe(1);
  expect(stderr).toContain(why);
  expect(git('rev-parse', 'HEAD')).toBe(head);
  expect(git('status', '--porcelain')).toBe(before);
});
