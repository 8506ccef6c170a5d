import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, ROOT } from '../deploy/builders.mjs';
import { provideServices } from './services.mjs';

/**
 * `npm test`: everything to prove it. Installs what is missing, checks, builds, runs every kind of test, and closes with
 * one line, `N passed, N failed`. Names of stages may be given: `npm test -- unit e2e`.
 */
const out = mkdtempSync(join(tmpdir(), 'cityrace-tests-'));
const totals = { passed: 0, failed: 0 };
const sh = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
}

function vitest(project) {
  const file = join(out, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = sh('npx', ['vitest', 'run', '--project', project, ...reporters], { NO_COLOR: '1' });
  const report = read(file);
  const failed = report?.numFailedTests ?? 0;
  // A file that does not load, or an error outside every test, fails the run without a failed test.
  count(report?.numPassedTests ?? 0, status !== 0 && failed === 0 ? 1 : failed);
}

function playwright() {
  const file = join(out, 'e2e.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const status = sh('npx', ['playwright', 'test', '--reporter=list,json'], env);
  const stats = read(file)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
  count(stats?.expected ?? 0, status !== 0 && failed === 0 ? 1 : failed);
}

function check() {
  const status = sh('npm', ['run', 'check', '--silent']);
  count(status === 0 ? 1 : 0, status === 0 ? 0 : 1);
}

const STAGES = {
  check,
  unit: () => vitest('unit'),
  component: () => vitest('component'),
  contract: () => vitest('contract'),
  integration: () => vitest('integration'),
  faults: () => vitest('faults'),
  e2e: playwright,
};

const chosen = process.argv.slice(2).filter((name) => name in STAGES);
const stages = chosen.length > 0 ? chosen : Object.keys(STAGES);

install();
provideServices();
build();
for (const stage of stages) {
  console.log(`\n— ${stage}`);
  const began = Date.now();
  STAGES[stage]();
  console.log(`— ${stage}: ${Math.round((Date.now() - began) / 1000)} s`);
}
rmSync(out, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
