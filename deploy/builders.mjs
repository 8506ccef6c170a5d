import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Steps that `npm start`, `npm run dev` and `npm test` share. Plain JavaScript: they run before anything is installed. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command to its end with its output shown; a failure ends this process with one line. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.status === 0) return;
  const why = result.error?.message ?? `exit code ${result.status ?? result.signal}`;
  console.error(`Stopped: ${command} ${args.join(' ')} failed (${why})`);
  process.exit(result.status ?? 1);
}

/** The newest change below the given files and folders, epoch ms; 0 when there is nothing. */
function newestIn(paths) {
  let newest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const stat = statSync(path);
    if (stat.isFile()) newest = Math.max(newest, stat.mtimeMs);
    if (!stat.isDirectory()) continue;
    for (const entry of readdirSync(path)) {
      if (entry !== 'node_modules' && entry !== 'dist')
        newest = Math.max(newest, newestIn([join(path, entry)]));
    }
  }
  return newest;
}

const at = (...parts) => join(ROOT, ...parts);

/** Installs packages if the lock file is newer than what is installed. */
export function install() {
  if (newestIn([at('node_modules/.package-lock.json')]) >= newestIn([at('package-lock.json')])) return;
  console.log('Installing packages …');
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

const SOURCES = ['shared', 'db', 'server', 'client', 'deploy', 'package-lock.json', 'package.json'].map(
  (name) => at(name),
);

/** Builds client, server and data if any source is newer than the last build. */
export function build() {
  if (newestIn([at('dist/.built')]) >= newestIn(SOURCES)) return;
  console.log('Building …');
  run(npm, ['run', 'build', '--silent']);
}

/** Starts a program in the foreground: signals go through, its exit code is ours. */
export function become(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  // npm's shell does not pass on the signal that ends it: without a parent there is nobody to play for.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
