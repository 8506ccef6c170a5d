import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIBRARIES = ['socket.io', 'engine.io', 'ws', 'ioredis', '@socket.io/redis-adapter'];

/** Versions of the libraries that the figures depend on. */
export const libraryVersions = (): { [library: string]: string } =>
  Object.fromEntries(
    LIBRARIES.map((name) => {
      const manifest = JSON.parse(readFileSync(`${ROOT}node_modules/${name}/package.json`, 'utf8')) as {
        version: string;
      };
      return [name, manifest.version];
    }),
  );

export function commitOfHead(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
