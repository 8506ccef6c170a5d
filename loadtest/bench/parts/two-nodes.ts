import { figure } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Bench } from '../harness.ts';

/**
 * For each node, so that each does the same work as the one alone: at half of it a node wakes for nearly every guess, which costs
 * more with any number of nodes. Low enough for two nodes with split rooms on one core.
 */
const RATE = 2500;
const PLAYERS = 1000;

const CASES = [
  { label: 'one node', nodes: 1, split: false },
  { label: 'two nodes, rooms kept together', nodes: 2, split: false },
  { label: 'two nodes, rooms split', nodes: 2, split: true },
];

async function run(bench: Bench): Promise<Finding> {
  const costs = CASES.map(() => [] as number[]);
  const ratios: [number[], number[]] = [[], []];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    const us: (number | undefined)[] = [];
    for (const { nodes, split, label } of CASES) {
      const summary = await bench.withFleet({ store: 'redis', nodes }, async (stage) => {
        await stage.seat({ split, players: PLAYERS * nodes });
        const measured = await stage.measure(open(RATE * nodes));
        await stage.audit();
        return measured;
      });
      us.push(summary?.cpuUsPerGuess);
      if (summary !== undefined)
        bench.log(
          `    ${rep}: ${label}: ${figure(summary.cpuUsPerGuess)} µs, p99 ${figure(summary.p99Ms)} ms`,
        );
    }
    const [one, together, split] = us;
    if (one === undefined || together === undefined || split === undefined) continue;
    [one, together, split].forEach((value, index) => costs[index]!.push(value));
    ratios[0].push(together / one);
    ratios[1].push(split / one);
  }
  return {
    figures: [
      {
        what: 'CPU per guess, two nodes with rooms kept together ÷ one',
        limit: 1.05,
        kind: 'most',
        unit: '×',
        values: ratios[0],
      },
      {
        what: 'CPU per guess, two nodes with rooms split ÷ one',
        limit: 1.6,
        kind: 'most',
        unit: '×',
        values: ratios[1],
      },
    ],
    notes: [],
    bars: CASES.map(({ label }, index) => {
      const us = median(costs[index]!);
      return { label, value: us, note: `${figure(us)} µs` };
    }),
  };
}

export const twoNodes: Part = {
  name: 'two-nodes',
  title: 'Two nodes',
  how: `CPU of all nodes together for each guess, with ${figure(RATE)} guesses a second and ${figure(PLAYERS)} connections in rooms of 4 for each node, all nodes on one core.`,
  run,
};
