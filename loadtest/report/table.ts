import { judgeBudgets } from './budget.ts';
import { figure, megabytes, percent } from './format-number.ts';
import type { Record } from './run-record.ts';
import { CLIENT_CEILING, summarise, WAITED_CEILING, type Summary } from './summary.ts';

export type Line = [label: string, value: string];

/** The figures of a run as labelled lines, for the terminal and the report. */
export function linesOf(record: Record): Line[] {
  const summary = summarise(record);
  const lines: Line[] = [];
  if (record.measured.answered > 0) lines.push(...loadLines(summary, record));
  if (record.storm !== undefined) {
    const { connections, failed, p50Ms, p99Ms } = record.storm;
    lines.push([
      'caught up again',
      `50 % ${figure(p50Ms)} ms · 99 % ${figure(p99Ms)} ms of ${figure(connections)}, ${failed} failed`,
    ]);
  }
  if (record.flood !== undefined) {
    const { connected, refused, tookMs } = record.flood;
    const refusals = Object.entries(refused).map(([why, count]) => `${figure(count)} ${why}`);
    lines.push(
      ['connected', `${figure(connected)} in ${figure(tookMs)} ms`],
      ['refused', refusals.join(', ') || 'none'],
    );
  }
  if (record.audit !== undefined) {
    const { rooms, acknowledged, owed, delivered, unsure } = record.audit;
    lines.push(
      [
        'read back',
        `${figure(rooms)} rooms, ${figure(acknowledged)} credited guesses, ${unsure} without an answer`,
      ],
      ['delivered', `${figure(delivered)} of ${figure(owed)} owed to other members`],
      ['wrong', summary.wrong === 0 ? 'nothing' : wrongLine(record)],
    );
  }
  for (const { name, limit, value, kept } of judgeBudgets(record.options.budgets, summary)) {
    const sign = name === 'rate' ? '≥' : '≤';
    lines.push([`budget ${name} ${sign} ${figure(limit)}`, `${figure(value)} ${kept ? 'kept' : 'BROKEN'}`]);
  }
  return lines;
}

function loadLines(summary: Summary, record: Record): Line[] {
  const outcomes = Object.entries(summary.outcomes).sort((a, b) => b[1] - a[1]);
  const lines: Line[] = [
    ['answered', `${figure(summary.answeredPerSecond)} a second, ${figure(record.measured.answered)} in all`],
    [
      'answer time',
      `p50 ${figure(summary.p50Ms)} · p95 ${figure(summary.p95Ms)} · p99 ${figure(summary.p99Ms)} · most ${figure(summary.maxMs)} ms`,
    ],
    [
      'delivery lag',
      `p50 ${figure(summary.lag50Ms)} · p99 ${figure(summary.lag99Ms)} ms, ${figure(summary.deliveredPerSecond)} a second`,
    ],
    ['outcomes', outcomes.map(([outcome, count]) => `${figure(count)} ${outcome}`).join(', ')],
    ['errors', figure(summary.errors)],
  ];
  if (record.serverCpuMs > 0) {
    lines.push(
      [
        'server',
        `${figure(summary.cpuUsPerGuess)} µs a guess, ${percent(summary.serverCores)} of a core, ${megabytes(summary.serverRssBytes)}`,
      ],
      ['store', `${figure(summary.storeUsPerGuess)} µs a guess, ${percent(summary.storeCores)} of a core`],
    );
  }
  if (summary.serverWaited > WAITED_CEILING) {
    const waited = `the server waited ${percent(summary.serverWaited)} of the time for a core that others used`;
    lines.push(['not alone', `${waited}: answer times are theirs too`]);
  }
  const tooBusy = summary.clientCores > CLIENT_CEILING ? ' — TOO BUSY, do not trust this run' : '';
  lines.push([
    'load client',
    `${percent(summary.clientCores)} of a core, sent ${figure(summary.late99Ms)} ms late (p99)${tooBusy}`,
  ]);
  return lines;
}

function wrongLine(record: Record): string {
  const { undelivered, gaps, doubled, lost, strangers, unreadable } = record.audit!;
  return Object.entries({ undelivered, gaps, doubled, lost, strangers, unreadable })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${figure(count)} ${what}`)
    .join(', ');
}

/** Two columns of text. */
export function textTable(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n');
}
