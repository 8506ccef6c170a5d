import { runStages } from './run/runner.mjs';
import { playwright, script, vitest } from './run/stage.mjs';

/** `npm test`: everything on the Node in use, within 25 minutes on two cores. Some of it: `npm test -- unit e2e`. */
runStages({
  check: script('check'),
  unit: vitest('unit'),
  component: vitest('component'),
  contract: vitest('contract'),
  integration: vitest('integration'),
  faults: vitest('faults'),
  fuzz: vitest('fuzz'),
  serve: vitest('serve'),
  e2e: playwright(),
});
