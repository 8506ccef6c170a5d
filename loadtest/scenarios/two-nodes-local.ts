import type { Scenario } from './scenario.ts';

export default {
  title: 'Two nodes, rooms kept together',
  why: 'Growing past one process with a balancer that steers: every room’s members sit on one node.',
  kind: 'load',
  options: {
    players: 1000,
    roomsOf: 4,
    nodes: 2,
    store: 'redis',
    shape: { kind: 'open', rate: 2000, inflight: 0 },
    seconds: 20,
    budgets: [
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
