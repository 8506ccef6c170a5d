import type { Scenario } from './scenario.ts';

export default {
  title: 'Solo day',
  why: 'A day’s visitors, most of them alone: 400 people at their own pace, each in a game of their own.',
  kind: 'load',
  options: {
    players: 400,
    roomsOf: 1,
    mode: 'solo',
    quiz: 'europe',
    shape: { kind: 'human', rate: 1, inflight: 0 },
    seconds: 60,
    reconnect: true,
    budgets: [
      { name: 'p95', limit: 20 },
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
