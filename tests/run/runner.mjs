import { build, install } from '../../deploy/builders.mjs';
import { provideServices } from './services.mjs';

/**
 * Runs stages one after another, `{ name: () => ({ passed, failed }) }`, and closes with one line, `N passed, N failed`, and
 * exit code 1 if anything failed. Installs and builds what is missing first. The command's arguments choose stages: by a name, or
 * by its part before the slash (`node26` for `node26/unit` and its like).
 */
export function runStages(stages) {
  const chosen = choose(Object.keys(stages), process.argv.slice(2));
  install();
  provideServices();
  build();
  const sum = { passed: 0, failed: 0 };
  for (const name of chosen) {
    const { passed, failed } = runStage(name, stages[name]);
    sum.passed += passed;
    sum.failed += failed;
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

function runStage(name, run) {
  console.log(`\n— ${name}`);
  const began = Date.now();
  const { passed, failed } = attempt(run);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`— ${name}: ${passed} passed, ${failed} failed, ${seconds} s`);
  return { passed, failed };
}

function attempt(run) {
  try {
    return run();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}

function choose(names, wanted) {
  const matches = (name, by) => name === by || name.startsWith(`${by}/`);
  const unknown = wanted.filter((by) => !names.some((name) => matches(name, by)));
  if (unknown.length > 0) {
    console.error(`No stage ${unknown.join(', ')}. Stages: ${names.join(' ')}`);
    process.exit(1);
  }
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((by) => matches(name, by)));
}
