import type { Scenario } from './scenario.ts';

export default {
  title: 'Soak',
  why: 'Half an hour of steady play: memory that grows, and anything that only happens now and then, shows.',
  kind: 'load',
  options: {
    players: 500,
    roomsOf: 4,
    store: 'redis',
    shape: { kind: 'open', rate: 500, inflight: 0 },
    seconds: 1800,
    budgets: [
      { name: 'p99', limit: 50 },
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
