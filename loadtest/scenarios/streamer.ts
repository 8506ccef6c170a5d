import type { Scenario } from './scenario.ts';

export default {
  title: 'Streamer',
  why: 'One full room that many watch: 24 players, 100 spectators, five guesses a second from each player.',
  kind: 'load',
  options: {
    players: 24,
    roomsOf: 24,
    spectators: 100,
    mode: 'claim',
    quiz: 'europe',
    shape: { kind: 'open', rate: 120, inflight: 0 },
    seconds: 30,
    budgets: [
      { name: 'p95', limit: 20 },
      { name: 'lag99', limit: 120 },
      { name: 'errors', limit: 0 },
      { name: 'lost', limit: 0 },
    ],
  },
} satisfies Scenario;
