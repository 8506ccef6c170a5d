import { expect, test } from 'vitest';
import { emptyCounters } from '../../../loadtest/measure/meter.ts';
import type { Audit } from '../../../loadtest/audit/audit.ts';
import { createHistogram } from '../../../loadtest/measure/histogram.ts';
import { DEFAULTS } from '../../../loadtest/options/load-options.ts';
import { parseBudget } from '../../../loadtest/options/budget.ts';
import { judgeBudgets } from '../../../loadtest/report/budget-verdict.ts';
import { roundUp } from '../../../loadtest/report/charts.ts';
import { compareRecords } from '../../../loadtest/report/compare.ts';
import { htmlReport } from '../../../loadtest/report/html.ts';
import type { RunRecord } from '../../../loadtest/report/run-record.ts';
import { summarise } from '../../../loadtest/report/summary.ts';
import { linesOf } from '../../../loadtest/report/table.ts';

const CLEAN: Audit = {
  rooms: 1,
  acknowledged: 1000,
  expected: 3000,
  delivered: 3000,
  indeterminate: 0,
  undelivered: 0,
  gaps: 0,
  duplicates: 0,
  lost: 0,
  torn: 0,
  unexpected: 0,
  unreadable: 0,
};

function recordWith(change: Partial<RunRecord> = {}): RunRecord {
  const latency = createHistogram();
  for (let ms = 1; ms <= 100; ms++) latency.add(ms / 10);
  const counters = {
    ...emptyCounters(),
    sent: 1000,
    answered: 1000,
    accepted: 1000,
    outcomes: { found: 1000 },
  };
  return {
    format: 3,
    title: 'A <b>bold</b> title',
    at: '2026-01-01T00:00:00.000Z',
    machine: { cpu: 'c', cores: 2, memoryBytes: 1, kernel: 'k', node: 'v20', redis: '7' },
    options: DEFAULTS,
    annotations: [{ second: 1, what: 'node 1 restarts' }],
    rows: [],
    latency: latency.counts(),
    refusals: [],
    lag: [],
    late: [],
    measured: counters,
    all: counters,
    measuredMs: 10_000,
    serverCpuMs: 50,
    serverWaitedMs: 0,
    storeCpuMs: 20,
    clientCpuMs: 100,
    audit: CLEAN,
    ...change,
  };
}

test('sums a run up', () => {
  const summary = summarise(recordWith());
  expect(summary).toMatchObject({ answeredPerSecond: 100, cpuUsPerGuess: 50, storeUsPerGuess: 20, wrong: 0 });
  expect(summary.p95Ms).toBeCloseTo(9.5, 2);
  expect(summary.serverCores).toBeCloseTo(0.005, 6);
});

test('holds everything an audit finds to be wrong', () => {
  const audit = {
    ...CLEAN,
    lost: 1,
    gaps: 2,
    unexpected: 4,
    undelivered: 8,
    duplicates: 16,
    unreadable: 32,
    torn: 64,
  };
  expect(summarise(recordWith({ audit })).wrong).toBe(127);
});

test('answers that never came are errors', () => {
  expect(summarise(recordWith({ run: { unanswered: 3, reconnects: 0 } })).errors).toBe(3);
});

test('a budget is a ceiling, and that of the rate a floor', () => {
  const budgets = ['p95=9.6', 'p95=9.4', 'rate=99', 'rate=101', 'errors=0', 'cpu=49'].map(parseBudget);
  const verdicts = judgeBudgets(budgets, summarise(recordWith()));
  expect(verdicts.map(({ kept }) => kept)).toEqual([true, false, true, false, true, false]);
});

test('says when the client was too busy to be believed', () => {
  const text = (clientCpuMs: number) => JSON.stringify(linesOf(recordWith({ clientCpuMs })));
  expect(text(7900)).not.toContain('TOO BUSY');
  expect(text(8100)).toContain('TOO BUSY');
});

test('says when the server had to share its core', () => {
  const text = (serverWaitedMs: number) => JSON.stringify(linesOf(recordWith({ serverWaitedMs })));
  expect(text(400)).not.toContain('waited');
  expect(text(600)).toContain('waited 6 % of the time');
});

test('the report fetches nothing, runs nothing and quotes what it prints', () => {
  const row = { ...rowOf(1), p99Ms: 3 };
  const html = htmlReport(recordWith({ rows: [row, { ...row, second: 2 }] }));
  expect(html).not.toMatch(/<script|<link|<img|href=|src=|url\(/);
  expect(html).not.toContain('<b>bold');
  expect(html.match(/<svg/g)).toHaveLength(6);
  expect(html).toContain('node 1 restarts');
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
});

test('compares two runs, and says what makes them no fair comparison', () => {
  const slower = recordWith({ serverCpuMs: 100, options: { ...DEFAULTS, players: 7 } });
  const text = compareRecords(recordWith(), slower);
  expect(text).toMatch(/server µs a guess +50 +100 +2\.00/);
  expect(text).toContain('not the same: players: 100 and 7');
});

test.each([
  [0, 1],
  [0.3, 0.5],
  [1, 1],
  [1.1, 2],
  [21, 50],
  [99, 100],
  [101, 200],
])('an axis up to %d ends at %d', (value, end) => {
  expect(roundUp(value)).toBeCloseTo(end, 9);
});

function rowOf(second: number): RunRecord['rows'][number] {
  return {
    second,
    measured: true,
    sent: 1,
    answered: 1,
    refused: 0,
    delivered: 3,
    errors: 0,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    phase99Ms: 3,
    lag50Ms: 1,
    lag99Ms: 2,
    serverCores: 0.5,
    serverRssBytes: 1e8,
    storeCores: 0.1,
    storeRssBytes: 1e7,
    clientCores: 0.2,
    clientRssBytes: 1e8,
  };
}
