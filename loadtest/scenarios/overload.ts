import type { Scenario } from './scenario.ts';

export default {
  title: 'Overload',
  why: 'A server held to a small share of a core: its capacity, then 2 and 4 times that, a hog on its core, a store that stalls.',
  kind: 'overload',
  options: {
    players: 1000,
    roomsOf: 4,
    store: 'redis',
    seconds: 60,
    serverCpus: [0],
    clientCpu: 1,
  },
} satisfies Scenario;
