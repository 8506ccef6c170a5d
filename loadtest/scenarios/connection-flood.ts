import type { Scenario } from './scenario.ts';

export default {
  title: 'Connection flood',
  why: 'Five thousand connections in five seconds that never take a seat.',
  kind: 'connection-flood',
  options: { players: 5000, shape: { kind: 'open', rate: 1000, inflight: 0 } },
} satisfies Scenario;
