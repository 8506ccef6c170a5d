import { formatNumber } from '../../report/format-number.ts';
import type { Summary } from '../../report/summary.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { installColyseus } from '../install-colyseus.ts';
import { closed, open, type Harness } from '../harness.ts';
import type { SystemUnderTest } from '../system-under-test.ts';

const RATE = 6000;

type Candidate = { label: string; measure: (harness: Harness, work: Work) => Promise<Summary | undefined> };
type Work = (system: SystemUnderTest) => Promise<Summary | undefined>;

const CANDIDATES: Candidate[] = [
  { label: 'bare ws echo', measure: (harness, work) => harness.withBaseline('ws-echo', work) },
  { label: 'bare Socket.IO echo', measure: (harness, work) => harness.withBaseline('socketio-echo', work) },
  {
    label: 'Colyseus, state of 4, no store',
    measure: (harness, work) => harness.withBaseline('colyseus', work),
  },
  {
    label: 'whole guess, in-process store',
    measure: (harness, work) => harness.withFleet({ store: 'memory' }, work),
  },
  { label: 'whole guess, Redis', measure: (harness, work) => harness.withFleet({ store: 'redis' }, work) },
];

async function run(harness: Harness, what: 'rate' | 'saturation'): Promise<Finding> {
  await installColyseus();
  const shape = what === 'rate' ? open(RATE) : closed(4);
  const found = CANDIDATES.map(() => [] as Summary[]);
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    for (const [index, candidate] of CANDIDATES.entries()) {
      const summary = await candidate.measure(harness, async (system) => {
        await system.setUp();
        return system.measure(shape);
      });
      if (summary === undefined) continue;
      found[index]!.push(summary);
      harness.log(
        `    ${rep}: ${candidate.label}: ${formatNumber(summary.answeredPerSecond)}/s, ${formatNumber(summary.cpuUsPerGuess)} µs, ` +
          `p50 ${formatNumber(summary.p50Ms)} p99 ${formatNumber(summary.p99Ms)} ms`,
      );
    }
  }
  const rows = CANDIDATES.map(({ label }, index) => ({
    label,
    us: median(found[index]!.map((summary) => summary.cpuUsPerGuess)),
    rate: median(found[index]!.map((summary) => summary.answeredPerSecond)),
  })).filter(({ us }) => !Number.isNaN(us));
  const echo = rows.find(({ label }) => label === 'bare Socket.IO echo');
  const against = (row: { us: number; rate: number }): string => {
    if (echo === undefined) return '';
    const ratio = what === 'rate' ? echo.us / row.us : row.rate / echo.rate;
    return ` · ${ratio.toFixed(2)} of the Socket.IO baseline`;
  };
  return {
    figures: [],
    notes: rows.map(
      (row) =>
        `${row.label}: ${formatNumber(row.us)} µs a message, ${formatNumber(row.rate)}/s${against(row)}.`,
    ),
    bars: rows.map((row) =>
      what === 'rate'
        ? { label: row.label, value: row.us, note: `${formatNumber(row.us)} µs${against(row)}` }
        : { label: row.label, value: row.rate, note: `${formatNumber(row.rate)}/s${against(row)}` },
    ),
  };
}

export const baselinesPart: Part = {
  name: 'baselines',
  title: 'What a message costs the server',
  how: 'Server CPU for each message at 6,000/s over 1,000 connections, open loop, everything in turn in one run.',
  run: (harness) => run(harness, 'rate'),
};

export const saturationBaselinesPart: Part = {
  name: 'saturation-baselines',
  title: 'As fast as one core goes',
  how: 'Closed loop, 4 unanswered messages on each of 1,000 connections. Reported beside the ratios; nothing is held against it.',
  run: (harness) => run(harness, 'saturation'),
};
