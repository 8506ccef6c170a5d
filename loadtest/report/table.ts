import { judgeBudgets } from './budget-verdict.ts';
import { formatNumber, megabytes, percent } from './format-number.ts';
import type { RunRecord } from './run-record.ts';
import { CLIENT_CEILING, summarise, WAITED_CEILING, type Summary } from './summary.ts';

export type Line = [label: string, value: string];

/** The figures of a run as labelled lines, for the terminal and the report. */
export function linesOf(record: RunRecord): Line[] {
  const summary = summarise(record);
  const lines: Line[] = [];
  if (record.measured.answered + record.measured.refused > 0) lines.push(...loadLines(summary, record));
  if (record.reconnectStorm !== undefined) {
    const { connections, failed, p50Ms, p99Ms } = record.reconnectStorm;
    lines.push([
      'caught up again',
      `50 % ${formatNumber(p50Ms)} ms · 99 % ${formatNumber(p99Ms)} ms of ${formatNumber(connections)}, ${failed} failed`,
    ]);
  }
  if (record.connectionFlood !== undefined) {
    const { connected, refused, tookMs } = record.connectionFlood;
    const refusals = Object.entries(refused).map(([why, count]) => `${formatNumber(count)} ${why}`);
    lines.push(
      ['connected', `${formatNumber(connected)} in ${formatNumber(tookMs)} ms`],
      ['refused', refusals.join(', ') || 'none'],
    );
  }
  if (record.audit !== undefined) {
    const { rooms, acknowledged, expected, delivered, indeterminate } = record.audit;
    lines.push(
      [
        'read back',
        `${formatNumber(rooms)} rooms, ${formatNumber(acknowledged)} credited guesses, ${indeterminate} without an answer`,
      ],
      ['delivered', `${formatNumber(delivered)} of ${formatNumber(expected)} expected at other members`],
      ['wrong', summary.wrong === 0 ? 'nothing' : wrongLine(record)],
    );
  }
  for (const { name, limit, value, kept } of judgeBudgets(record.options.budgets, summary)) {
    const sign = name === 'rate' ? '≥' : '≤';
    lines.push([
      `budget ${name} ${sign} ${formatNumber(limit)}`,
      `${formatNumber(value)} ${kept ? 'kept' : 'BROKEN'}`,
    ]);
  }
  return lines;
}

function loadLines(summary: Summary, record: RunRecord): Line[] {
  const lines: Line[] = [
    [
      'answered',
      `${formatNumber(summary.answeredPerSecond)} a second, ${formatNumber(record.measured.answered)} in all`,
    ],
    [
      'answer time',
      `p50 ${formatNumber(summary.p50Ms)} · p95 ${formatNumber(summary.p95Ms)} · p99 ${formatNumber(summary.p99Ms)} · most ${formatNumber(summary.maxMs)} ms`,
    ],
    [
      'delivery lag',
      `p50 ${formatNumber(summary.lag50Ms)} · p99 ${formatNumber(summary.lag99Ms)} ms, ${formatNumber(summary.deliveredPerSecond)} a second`,
    ],
    ['outcomes', countsLine(summary.outcomes)],
    ...refusalLines(summary),
    ['errors', formatNumber(summary.errors)],
  ];
  if (record.serverCpuMs > 0) {
    lines.push(
      [
        'server',
        `${formatNumber(summary.cpuUsPerGuess)} µs a guess, ${percent(summary.serverCores)} of a core, ${megabytes(summary.serverRssBytes)}`,
      ],
      [
        'store',
        `${formatNumber(summary.storeUsPerGuess)} µs a guess, ${percent(summary.storeCores)} of a core`,
      ],
    );
  }
  if (record.limit !== undefined) lines.push(['held back', record.limit]);
  if (summary.serverWaited > WAITED_CEILING && record.limit === undefined) {
    const waited = `the server waited ${percent(summary.serverWaited)} of the time for a core that others used`;
    lines.push(['core shared', `${waited}: answer times include that`]);
  }
  const tooBusy = summary.clientCores > CLIENT_CEILING ? ' — TOO BUSY, do not trust this run' : '';
  lines.push([
    'load client',
    `${percent(summary.clientCores)} of a core, sent ${formatNumber(summary.late99Ms)} ms late (p99)${tooBusy}`,
  ]);
  return lines;
}

function refusalLines(summary: Summary): Line[] {
  if (Object.keys(summary.refusals).length === 0) return [];
  const { refusal50Ms, refusal95Ms, refusal99Ms, givenUp } = summary;
  return [
    [
      'credited',
      `${formatNumber(summary.acceptedPerSecond)} a second, refused ${formatNumber(summary.refusedPerSecond)} a second`,
    ],
    ['refusals', `${countsLine(summary.refusals)}; ${formatNumber(givenUp)} held back and given up`],
    [
      'refusal time',
      `p50 ${formatNumber(refusal50Ms)} · p95 ${formatNumber(refusal95Ms)} · p99 ${formatNumber(refusal99Ms)} ms`,
    ],
  ];
}

/** Counts by name, the most frequent first. */
const countsLine = (counts: { [name: string]: number }): string =>
  Object.entries(counts)
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${formatNumber(count)} ${name}`)
    .join(', ');

function wrongLine(record: RunRecord): string {
  const { undelivered, gaps, duplicates, lost, torn, unexpected, unreadable } = record.audit!;
  return Object.entries({ undelivered, gaps, duplicates, lost, torn, unexpected, unreadable })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${formatNumber(count)} ${what}`)
    .join(', ');
}

/** Two columns of text. */
export function textTable(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
}
