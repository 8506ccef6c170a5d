import { formatNumber, percent } from '../../report/format-number.ts';
import type { Summary } from '../../report/summary.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';

const RATES = [1500, 3000, 4500, 6000, 7500, 9000, 10_500, 12_000, 13_500];
const STORES = ['memory', 'redis'] as const;

/** Raises the rate until the server or the client's core is at its end: where answers begin to wait, and for what. */
async function run(harness: Harness): Promise<Finding> {
  const notes: string[] = [];
  const bars: Finding['bars'] = [];
  for (const store of STORES) {
    const found = new Map<number, Summary[]>();
    for (let rep = 1; rep <= harness.options.reps; rep++) {
      await harness.withFleet({ store }, async (system) => {
        await system.setUp();
        for (const rate of RATES) {
          const summary = await system.measure(open(rate));
          if (summary === undefined) return;
          found.set(rate, [...(found.get(rate) ?? []), summary]);
          harness.log(`    ${rep}: ${store}, ${formatNumber(rate)}/s: ${line([summary])}`);
        }
      });
    }
    for (const [rate, summaries] of found) {
      notes.push(`${store}, ${formatNumber(rate)}/s: ${line(summaries)}.`);
      const p95 = median(summaries.map(({ p95Ms }) => p95Ms));
      bars.push({
        label: `${store}, ${formatNumber(rate)}/s`,
        value: p95,
        note: `p95 ${formatNumber(p95)} ms`,
      });
    }
  }
  return { figures: [], notes, bars };
}

function line(summaries: readonly Summary[]): string {
  const of = (pick: (summary: Summary) => number): number => median(summaries.map(pick));
  const ms = `p50 ${formatNumber(of((s) => s.p50Ms))}, p95 ${formatNumber(of((s) => s.p95Ms))}, p99 ${formatNumber(of((s) => s.p99Ms))} ms`;
  const server = percent(of((s) => s.serverCores));
  const other = percent(of((s) => s.storeCores + s.clientCores));
  return `${ms}; the server uses ${server} of its core, client and store ${other} of theirs`;
}

export const saturationPart: Part = {
  name: 'saturation',
  title: 'Saturation: rising rates until a core is full',
  how: 'Open loop at rising rates over 1,000 connections in rooms of 4, on one server, until it no longer keeps up.',
  run,
};
