import type { Scenario } from './scenario.ts';

export default {
  title: 'Reconnect storm',
  why: 'A switch restarts: 2,500 players lose their connection at once and all come back.',
  kind: 'reconnect-storm',
  options: {
    players: 2500,
    roomsOf: 4,
    store: 'redis',
    shape: { kind: 'open', rate: 500, inflight: 0 },
    seconds: 10,
    budgets: [
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
