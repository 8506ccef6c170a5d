import { figure } from '../../report/format-number.ts';
import type { Summary } from '../../report/summary.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { installPeer } from '../install-colyseus.ts';
import { closed, open, type Bench, type Stage } from '../harness.ts';

const RATE = 6000;

type Contender = { label: string; measure: (bench: Bench, work: Work) => Promise<Summary | undefined> };
type Work = (stage: Stage) => Promise<Summary | undefined>;

const CONTENDERS: Contender[] = [
  { label: 'bare ws echo', measure: (bench, work) => bench.withYardstick('ws-echo', work) },
  { label: 'bare Socket.IO echo', measure: (bench, work) => bench.withYardstick('socketio-echo', work) },
  {
    label: 'Colyseus, state of 4, no store',
    measure: (bench, work) => bench.withYardstick('colyseus', work),
  },
  {
    label: 'whole guess, in-process store',
    measure: (bench, work) => bench.withFleet({ store: 'memory' }, work),
  },
  { label: 'whole guess, Redis', measure: (bench, work) => bench.withFleet({ store: 'redis' }, work) },
];

async function run(bench: Bench, what: 'rate' | 'saturation'): Promise<Finding> {
  await installPeer();
  const shape = what === 'rate' ? open(RATE) : closed(4);
  const found = CONTENDERS.map(() => [] as Summary[]);
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    for (const [index, contender] of CONTENDERS.entries()) {
      const summary = await contender.measure(bench, async (stage) => {
        await stage.seat();
        return stage.measure(shape);
      });
      if (summary === undefined) continue;
      found[index]!.push(summary);
      bench.log(
        `    ${rep}: ${contender.label}: ${figure(summary.answeredPerSecond)}/s, ${figure(summary.cpuUsPerGuess)} µs, ` +
          `p50 ${figure(summary.p50Ms)} p99 ${figure(summary.p99Ms)} ms`,
      );
    }
  }
  const rows = CONTENDERS.map(({ label }, index) => ({
    label,
    us: median(found[index]!.map((summary) => summary.cpuUsPerGuess)),
    rate: median(found[index]!.map((summary) => summary.answeredPerSecond)),
  })).filter(({ us }) => !Number.isNaN(us));
  const yardstick = rows.find(({ label }) => label === 'bare Socket.IO echo');
  const against = (row: { us: number; rate: number }): string => {
    if (yardstick === undefined) return '';
    const ratio = what === 'rate' ? yardstick.us / row.us : row.rate / yardstick.rate;
    return ` · ${ratio.toFixed(2)} of the yardstick`;
  };
  return {
    figures: [],
    notes: rows.map(
      (row) => `${row.label}: ${figure(row.us)} µs a message, ${figure(row.rate)}/s${against(row)}.`,
    ),
    bars: rows.map((row) =>
      what === 'rate'
        ? { label: row.label, value: row.us, note: `${figure(row.us)} µs${against(row)}` }
        : { label: row.label, value: row.rate, note: `${figure(row.rate)}/s${against(row)}` },
    ),
  };
}

export const yardsticks: Part = {
  name: 'yardsticks',
  title: 'What a message costs the server',
  how: 'Server CPU for each message at 6,000/s over 1,000 connections, open loop, everything in turn in one run.',
  run: (bench) => run(bench, 'rate'),
};

export const saturation: Part = {
  name: 'saturation',
  title: 'As fast as one core goes',
  how: 'Closed loop, 4 unanswered messages on each of 1,000 connections. Reported beside the ratios; nothing is held against it.',
  run: (bench) => run(bench, 'saturation'),
};
