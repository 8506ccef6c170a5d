import { build, install } from '../../deploy/builders.mjs';
import { provideServices } from './services.mjs';

/**
 * Runs stages one after another, `{ name: () => ({ passed, failures, flaky }) }`, and closes with the names of what failed, of what
 * passed only when it ran again, and one line, `N passed, N failed`; exit code 1 if anything failed. Installs and builds what is
 * missing first. The command's arguments choose stages: by a name, or by its part before the slash (`node26` for `node26/unit`
 * and its like).
 */
export function runStages(stages) {
  const chosen = choose(Object.keys(stages), process.argv.slice(2));
  install();
  provideServices();
  build();
  let passed = 0;
  const failures = [];
  const flaky = [];
  for (const name of chosen) {
    const stage = runStage(name, stages[name]);
    passed += stage.passed;
    failures.push(...stage.failures.map((test) => `${name}: ${test}`));
    flaky.push(...stage.flaky.map((test) => `${name}: ${test}`));
  }
  tell('Passed only when run again', flaky);
  tell('Failed', failures);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function tell(what, names) {
  if (names.length > 0) console.log([`\n${what}:`, ...names].join('\n  '));
}

function runStage(name, run) {
  console.log(`\n— ${name}`);
  const began = Date.now();
  const result = attempt(run);
  const { passed, failures } = result;
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`— ${name}: ${passed} passed, ${failures.length} failed, ${seconds} s`);
  return result;
}

function attempt(run) {
  try {
    return run();
  } catch (error) {
    return { passed: 0, failures: [error.message], flaky: [] };
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
