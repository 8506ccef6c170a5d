import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { ROOT } from '../../deploy/builders.mjs';

/**
 * What a stage is made of. Each function answers one that runs it and returns how many tests passed, and which did not:
 * `() => { passed, failures, flaky }`, a number and names. `environment` answers what is added to the environment: a release of
 * Node, settings of the server.
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
const totals = (status, passed, failures, flaky = []) => ({
  passed,
  failures:
    failures.length === 0 && (status !== 0 || passed === 0)
      ? ['no test passed, or an error outside every test']
      : failures,
  flaky,
});

/**
 * One project of vitest.config.ts. The files of tests that failed run once more, one after the other: what passes then has failed
 * for want of time, not for good, and is named as flaky.
 */
export const vitest =
  (project, environment = () => ({})) =>
  () => {
    const run = (files) =>
      reported((file) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
        const alone = files.length > 0 ? ['--no-file-parallelism', ...files] : [];
        const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...alone];
        return sh('node', args, { NO_COLOR: '1', ...environment() });
      });
    const first = run([]);
    const failed = failedIn(first.report);
    const passed = first.report?.numPassedTests ?? 0;
    if (failed.size === 0) return totals(first.status, passed, []);
    const files = [...new Set(failed.values())];
    console.log(`\n— ${failed.size} failed: their files again, one after the other`);
    const second = run(files);
    const again = second.report ? failedIn(second.report) : failed;
    const flaky = [...failed.keys()].filter((name) => !again.has(name));
    return totals(second.status, passed + flaky.length, [...again.keys()], flaky);
  };

/** The failed tests of a report of vitest, each with its file. A file that did not load is one. */
function failedIn(report) {
  const failed = new Map();
  for (const { name: path, status, message, assertionResults } of report?.testResults ?? []) {
    const file = relative(ROOT, path);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    for (const { fullName } of tests) failed.set(`${file}: ${fullName}`, file);
    if (status === 'failed' && tests.length === 0) failed.set(`${file}: ${message}`, file);
  }
  return failed;
}

/** The tests in a browser. One that is skipped has failed. */
export const playwright =
  (environment = () => ({})) =>
  () => {
    const { status, report } = reported((file) =>
      sh('node', ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        ...environment(),
      }),
    );
    const named = { expected: [], unexpected: [], flaky: [], skipped: [] };
    for (const suite of report?.suites ?? []) collect(suite, named);
    return totals(
      status,
      named.expected.length + named.flaky.length,
      [...named.unexpected, ...named.skipped],
      named.flaky,
    );
  };

/** Adds the tests of a suite of Playwright's report by how they ended. */
function collect({ file, specs = [], suites = [] }, named) {
  for (const { title, tests } of specs)
    for (const test of tests) named[test.status].push(`${file}: ${title}`);
  for (const suite of suites) collect(suite, named);
}

/** A script of package.json: one thing that passes or fails. */
export const script = (name) => () => {
  const status = sh('npm', ['run', name, '--silent'], {});
  return totals(status, status === 0 ? 1 : 0, status === 0 ? [] : [`npm run ${name}`]);
};
