import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Steps that `npm start`, `npm run dev` and `npm test` share. Plain JavaScript: they run before anything is installed. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command to its end with its output shown; throws when it fails. */
export function runOrThrow(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.status === 0) return;
  const why = result.error?.message ?? `exit code ${result.status ?? result.signal}`;
  throw new Error(`${command} ${args.join(' ')} failed (${why})`);
}

/** Runs a command to its end with its output shown; a failure ends this process with one line. */
function run(...given) {
  try {
    runOrThrow(...given);
  } catch (error) {
    console.error(`Stopped: ${error.message}`);
    process.exit(1);
  }
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

/** Installs the packages of a folder if its lock file is newer than what is installed there; `execute` says what a failure does. */
export function install(folder = ROOT, execute = run) {
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (newestIn([installed]) >= newestIn([join(folder, 'package-lock.json')])) return;
  console.log('Installing packages …');
  execute(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
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

const { engines } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

/** The releases of Node that are proved. */
export const ENGINES = engines.node;

/** Starts a program in the foreground: signals go through, its exit code is ours. */
export function become(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  // npm's shell does not pass on the signal that ends it: without a parent there is nobody to play for.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
