import { expect, test } from 'vitest';
import { busyShare, coreTicksIn } from '../../../loadtest/measure/core-usage.ts';
import { chooseShare, FIRST_SHARE } from '../../../loadtest/overload/choose-share.ts';
import { recoverySeconds } from '../../../loadtest/overload/recovery.ts';
import { refusalCost } from '../../../loadtest/overload/refusal-cost.ts';
import { histogramIn, percentileBetween } from '../../../loadtest/overload/server-histogram.ts';
import type { SecondRow } from '../../../loadtest/report/run-record.ts';

test('a refusal costs what the credited guesses leave of the CPU', () => {
  const capacity = { cpuUs: 300_000, credited: 5000, refused: 0 };
  // Half of the CPU went to 2,500 guesses at 60 µs, the other half to 10,000 refusals at 15 µs.
  expect(refusalCost(capacity, { cpuUs: 300_000, credited: 2500, refused: 10_000 })).toBeCloseTo(0.25, 9);
});

test('without refusals none has a cost', () => {
  const rates = { cpuUs: 1, credited: 1, refused: 0 };
  expect(refusalCost(rates, rates)).toBeNaN();
});

const METRICS = (below10: number, below100: number, all: number) => `
# TYPE cityrace_refusal_seconds_bucket counter
cityrace_refusal_seconds_bucket{le="0.01"} ${below10}
cityrace_refusal_seconds_bucket{le="0.1"} ${below100}
cityrace_refusal_seconds_bucket{le="+Inf"} ${all}
cityrace_refusal_seconds_count ${all}
cityrace_other_refusal_seconds_bucket{le="0.01"} 999
`;
const read = (...counts: [number, number, number]) =>
  histogramIn(METRICS(...counts), 'cityrace_refusal_seconds');

test('reads a percentile of what came between two readings of the server', () => {
  expect(percentileBetween(read(100, 100, 100), read(150, 200, 200), 50)).toBeCloseTo(10, 6);
  expect(percentileBetween(read(100, 100, 100), read(150, 200, 200), 75)).toBeCloseTo(55, 6);
});

test('what lies above the highest bound counts as that', () => {
  expect(percentileBetween([], read(0, 0, 10), 95)).toBe(100);
});

test('without such a histogram, or without refusals, there is no percentile', () => {
  expect(percentileBetween([], histogramIn('', 'cityrace_refusal_seconds'), 95)).toBeNaN();
  expect(percentileBetween(read(5, 5, 5), read(5, 5, 5), 95)).toBeNaN();
});

test('adds up the labels of a histogram', () => {
  const text = 'x_bucket{code="a",le="1"} 2\nx_bucket{code="b",le="1"} 3\n';
  expect(histogramIn(text, 'x')).toEqual([{ le: 1, count: 5 }]);
});

test('a server that leaves the client room keeps the first share, another gets less', () => {
  expect(chooseShare(2000, 0.2)).toBe(FIRST_SHARE);
  const share = chooseShare(10_000, 0.6);
  expect(share).toBeLessThan(FIRST_SHARE);
  // At that share the highest load takes what client and store may use, and no more.
  expect(((0.6 + 10_000 * 3 * 15e-6) * share) / FIRST_SHARE).toBeLessThan(0.701);
});

const SPAN = { calmRate: 100, from: 6, until: 8, after: 8 };
/** Seconds 0 to 5 calm at a p99 of 5 ms, 6 and 7 beyond capacity, then as told. */
function rowsWith(after: { p99: number; answered?: number }[]): SecondRow[] {
  const row = (second: number, p99: number, answered = 100) =>
    ({ second, p99Ms: p99, phase99Ms: p99, answered }) as SecondRow;
  return [
    ...Array.from({ length: 6 }, (_, second) => row(second, 5)),
    row(6, 900),
    row(7, 900),
    ...after.map(({ p99, answered }, index) => row(8 + index, p99, answered)),
  ];
}
const usual = { p99: 6 };

test('p99 may be usual at once', () => {
  expect(recoverySeconds(rowsWith([usual, usual, usual]), SPAN)).toBe(0);
});

test('recovery is over when p99 is usual and stays so', () => {
  const rows = rowsWith([{ p99: 400 }, usual, { p99: 300 }, usual, usual, usual]);
  expect(recoverySeconds(rows, SPAN)).toBe(3);
});

test('a second in which too little is answered is not usual', () => {
  const rows = rowsWith([{ p99: 0, answered: 0 }, { p99: 5, answered: 20 }, usual, usual, usual]);
  expect(recoverySeconds(rows, SPAN)).toBe(2);
});

test('a server that does not recover is counted with all that was observed', () => {
  const rows = rowsWith(Array.from({ length: 8 }, () => ({ p99: 800 })));
  expect(recoverySeconds(rows, SPAN)).toBe(8);
});

const STAT = (user: number, idle: number) => `cpu  9 9 9 9 9 9 9 9 0 0
cpu0 9 9 9 9 9 9 9 9 0 0
cpu1 ${user} 0 10 ${idle} 5 0 0 0 0 0
cpu10 1 1 1 1 1 1 1 1 0 0
`;

test('tells for which share of the time a core was in use, by whatever', () => {
  const [before, after] = [coreTicksIn(STAT(100, 200), 1), coreTicksIn(STAT(130, 270), 1)];
  expect(busyShare(before, after)).toBeCloseTo(0.3, 9);
  expect(busyShare(undefined, coreTicksIn(STAT(1, 1), 7))).toBeNaN();
});
