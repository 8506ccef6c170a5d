import { figure, percent } from '../../report/format-number.ts';
import type { Summary } from '../../report/summary.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Bench } from '../harness.ts';

const RATES = [1500, 3000, 4500, 6000, 7500, 9000, 10_500, 12_000, 13_500];
const STORES = ['memory', 'redis'] as const;

/** Raises the rate until the server or the client's core is at its end: where answers begin to wait, and for what. */
async function run(bench: Bench): Promise<Finding> {
  const notes: string[] = [];
  const bars: Finding['bars'] = [];
  for (const store of STORES) {
    const found = new Map<number, Summary[]>();
    for (let rep = 1; rep <= bench.options.reps; rep++) {
      await bench.withFleet({ store }, async (stage) => {
        await stage.seat();
        for (const rate of RATES) {
          const summary = await stage.measure(open(rate));
          if (summary === undefined) return;
          found.set(rate, [...(found.get(rate) ?? []), summary]);
          bench.log(`    ${rep}: ${store}, ${figure(rate)}/s: ${line([summary])}`);
        }
      });
    }
    for (const [rate, summaries] of found) {
      notes.push(`${store}, ${figure(rate)}/s: ${line(summaries)}.`);
      const p95 = median(summaries.map(({ p95Ms }) => p95Ms));
      bars.push({ label: `${store}, ${figure(rate)}/s`, value: p95, note: `p95 ${figure(p95)} ms` });
    }
  }
  return { figures: [], notes, bars };
}

function line(summaries: readonly Summary[]): string {
  const of = (pick: (summary: Summary) => number): number => median(summaries.map(pick));
  const ms = `p50 ${figure(of((s) => s.p50Ms))}, p95 ${figure(of((s) => s.p95Ms))}, p99 ${figure(of((s) => s.p99Ms))} ms`;
  const server = percent(of((s) => s.serverCores));
  const other = percent(of((s) => s.storeCores + s.clientCores));
  return `${ms}; the server uses ${server} of its core, client and store ${other} of theirs`;
}

export const bend: Part = {
  name: 'bend',
  title: 'Where it bends',
  how: 'Open loop at rising rates over 1,000 connections in rooms of 4, on one server, until it no longer keeps up.',
  run,
};
