import type { Scenario } from './scenario.ts';

export default {
  title: 'Friday night',
  why: 'A thousand people in rooms of four, at three times the usual pace, with reloads and people leaving.',
  kind: 'load',
  options: {
    players: 1000,
    roomsOf: 4,
    mode: 'claim',
    quiz: 'europe',
    store: 'redis',
    shape: { kind: 'human', rate: 3, inflight: 0 },
    seconds: 60,
    reconnect: true,
    budgets: [
      { name: 'p95', limit: 20 },
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
