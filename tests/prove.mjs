import { OTHER_MAJORS, onNode } from './run/node-releases.mjs';
import { otherRelease } from './run/other-release.mjs';
import { runStages } from './run/runner.mjs';
import { vitest } from './run/stage.mjs';

/**
 * `npm run prove`: what `npm test` leaves out because it is long, within 35 minutes on two cores. Some of it:
 * `npm run prove -- node26 fast-path-off/faults`.
 */
const withoutFastPath = () => ({ FAST_PATH: 'off' });

/** Between the oldest release and the LTS there is nothing of its own to be found: 22 plays what would not start. */
const projectsOn = (major) =>
  major === 22 ? ['contract', 'serve'] : ['unit', 'contract', 'integration', 'serve'];

const onOtherNodes = OTHER_MAJORS.flatMap((major) =>
  projectsOn(major).map((project) => [`node${major}/${project}`, vitest(project, () => onNode(major))]),
);

const aMillion = () => ({ FUZZ_FRAMES: '1000000' });

runStages({
  fuzz: vitest('fuzz', aMillion),
  ...Object.fromEntries(onOtherNodes),
  'fast-path-off/integration': vitest('integration', withoutFastPath),
  'fast-path-off/faults': vitest('faults', withoutFastPath),
  'fast-path-off/serve': vitest('serve', withoutFastPath),
  wires: vitest('wires'),
  releases: vitest('releases', () => ({ OTHER_RELEASE: otherRelease() })),
});
