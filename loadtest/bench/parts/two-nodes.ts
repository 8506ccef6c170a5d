import { formatNumber } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';

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

async function run(harness: Harness): Promise<Finding> {
  const costs = CASES.map(() => [] as number[]);
  const ratios: [number[], number[]] = [[], []];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    const us: (number | undefined)[] = [];
    for (const { nodes, split, label } of CASES) {
      const summary = await harness.withFleet({ store: 'redis', nodes }, async (system) => {
        await system.setUp({ split, players: PLAYERS * nodes });
        const measured = await system.measure(open(RATE * nodes));
        await system.audit();
        return measured;
      });
      us.push(summary?.cpuUsPerGuess);
      if (summary !== undefined)
        harness.log(
          `    ${rep}: ${label}: ${formatNumber(summary.cpuUsPerGuess)} µs, p99 ${formatNumber(summary.p99Ms)} ms`,
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
      return { label, value: us, note: `${formatNumber(us)} µs` };
    }),
  };
}

export const twoNodesPart: Part = {
  name: 'two-nodes',
  title: 'Two nodes',
  how: `CPU of all nodes together for each guess, with ${formatNumber(RATE)} guesses a second and ${formatNumber(PLAYERS)} connections in rooms of 4 for each node, all nodes on one core.`,
  run,
};
