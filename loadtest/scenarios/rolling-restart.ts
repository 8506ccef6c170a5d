import type { Scenario } from './scenario.ts';

export default {
  title: 'Rolling restart',
  why: 'A release in the middle of the evening: two nodes, each stopped and started while 200 people play.',
  kind: 'rolling-restart',
  options: {
    players: 200,
    roomsOf: 4,
    nodes: 2,
    store: 'redis',
    shape: { kind: 'open', rate: 200, inflight: 0 },
    seconds: 45,
    reconnect: true,
    budgets: [{ name: 'lost', limit: 0 }],
  },
} satisfies Scenario;
