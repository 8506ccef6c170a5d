import { formatNumber } from './format-number.ts';
import type { RunRecord } from './run-record.ts';
import { summarise, type Summary } from './summary.ts';

const ROWS: [label: string, of: (summary: Summary) => number][] = [
  ['answered a second', (summary) => summary.answeredPerSecond],
  ['p50 ms', (summary) => summary.p50Ms],
  ['p95 ms', (summary) => summary.p95Ms],
  ['p99 ms', (summary) => summary.p99Ms],
  ['refused a second', (summary) => summary.refusedPerSecond],
  ['refusal p95 ms', (summary) => summary.refusal95Ms],
  ['delivery lag p50 ms', (summary) => summary.lag50Ms],
  ['delivery lag p99 ms', (summary) => summary.lag99Ms],
  ['server µs a guess', (summary) => summary.cpuUsPerGuess],
  ['store µs a guess', (summary) => summary.storeUsPerGuess],
  ['server MB', (summary) => summary.serverRssBytes / 1e6],
  ['client cores', (summary) => summary.clientCores],
  ['errors', (summary) => summary.errors],
  ['wrong', (summary) => summary.wrong],
];

/** Two runs side by side, with the second as a factor of the first. */
export function compareRecords(a: RunRecord, b: RunRecord): string {
  const [first, second] = [summarise(a), summarise(b)];
  const lines = [['', `${a.title} ${a.at}`, `${b.title} ${b.at}`, 'b ÷ a']];
  for (const [label, of] of ROWS) {
    const [was, is] = [of(first), of(second)];
    lines.push([
      label,
      formatNumber(was),
      formatNumber(is),
      was === 0 ? (is === 0 ? '1' : '—') : (is / was).toFixed(2),
    ]);
  }
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  const warnings = differences(a, b).map((what) => `  not the same: ${what}`);
  return [
    ...lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    ),
    ...warnings,
  ].join('\n');
}

/** What makes the two no fair comparison. */
function differences(a: RunRecord, b: RunRecord): string[] {
  const found: string[] = [];
  for (const key of ['cpu', 'cores', 'node', 'redis'] as const) {
    if (a.machine[key] !== b.machine[key]) found.push(`${key}: ${a.machine[key]} and ${b.machine[key]}`);
  }
  for (const key of [
    'players',
    'roomsOf',
    'spectators',
    'mode',
    'quiz',
    'store',
    'nodes',
    'split',
  ] as const) {
    if (a.options[key] !== b.options[key])
      found.push(`${key}: ${String(a.options[key])} and ${String(b.options[key])}`);
  }
  return found;
}
