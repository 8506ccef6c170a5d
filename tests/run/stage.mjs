import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../../deploy/builders.mjs';

/**
 * What a stage is made of. Each function answers one that runs it and returns how many tests passed and failed:
 * `() => { passed, failed }`. `environment` answers what is added to the environment: a release of Node, settings of the server.
 */
const inUse = () => ({ PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) });

function sh(command, args, environment) {
  const env = { ...process.env, ...inUse(), ...environment };
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

/** Runs with a file for a report, and answers what stands in it: null when there is none. */
function reported(run) {
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-tests-'));
  const file = join(folder, 'report.json');
  try {
    const status = run(file);
    try {
      return { status, report: JSON.parse(readFileSync(file, 'utf8')) };
    } catch {
      return { status, report: null };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that does not load, an error outside every test, or no test at all fails the run without a failed test. */
const totals = (status, passed, failed) => ({
  passed,
  failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed,
});

/** One project of vitest.config.ts. */
export const vitest =
  (project, environment = () => ({})) =>
  () => {
    const { status, report } = reported((file) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters];
      return sh('node', args, { NO_COLOR: '1', ...environment() });
    });
    return totals(status, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
  };

/** The tests in a browser. A test that is skipped, or passes only when tried again, has failed. */
export const playwright =
  (environment = () => ({})) =>
  () => {
    const { status, report } = reported((file) =>
      sh('node', ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        ...environment(),
      }),
    );
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
    return totals(status, expected, unexpected + flaky + skipped);
  };

/** A script of package.json: one thing that passes or fails. */
export const script = (name) => () => {
  const status = sh('npm', ['run', name, '--silent'], {});
  return totals(status, status === 0 ? 1 : 0, 0);
};
