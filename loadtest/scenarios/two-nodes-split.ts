import type { Scenario } from './scenario.ts';
import local from './two-nodes-local.ts';

export default {
  title: 'Two nodes, rooms split',
  why: 'The same without steering: every room’s members sit on both nodes, and each find crosses between them.',
  kind: 'load',
  options: { ...local.options, split: true },
} satisfies Scenario;
