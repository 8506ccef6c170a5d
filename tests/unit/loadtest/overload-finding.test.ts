import { expect, test } from 'vitest';
import { isMet } from '../../../loadtest/bench/goal.ts';
import { overloadFinding } from '../../../loadtest/bench/overload-finding.ts';
import { emptyCounters } from '../../../loadtest/measure/meter.ts';
import { DEFAULTS } from '../../../loadtest/options/load-options.ts';
import type { LevelFigures } from '../../../loadtest/overload/level-figures.ts';
import { LEVELS } from '../../../loadtest/overload/levels.ts';
import type { OverloadResult } from '../../../loadtest/overload/measure-overload.ts';
import type { RunRecord } from '../../../loadtest/report/run-record.ts';

const GOOD: LevelFigures = {
  offeredPerSecond: 4000,
  creditedPerSecond: 1800,
  refusedPerSecond: 2200,
  creditedShare: 0.9,
  p50Ms: 10,
  p95Ms: 200,
  p99Ms: 400,
  refusal50Ms: 5,
  refusal95Ms: 50,
  refusal99Ms: 80,
  refusalRead95Ms: 20,
  refusalCost: 0.1,
  serverCores: 0.3,
  clientCores: 0.2,
  storeCores: 0.2,
  peakBytes: 250e6,
  extraBytes: 50e6,
  silentSeconds: 0,
  recoverySeconds: 1,
  disconnects: 0,
  lost: 0,
  torn: 0,
  otherwiseWrong: 0,
};

const CAPACITY = {
  format: 3,
  options: DEFAULTS,
  rows: [],
  latency: [],
  refusals: [],
  lag: [],
  late: [],
  measured: { ...emptyCounters(), accepted: 20_000 },
  all: emptyCounters(),
  measuredMs: 10_000,
} as unknown as RunRecord;

/** One repetition, with what differs from {@link GOOD} in some of its levels. */
const repetition = (changes: { [level: string]: Partial<LevelFigures> } = {}): OverloadResult => ({
  format: 1,
  store: 'redis',
  share: 0.3,
  how: 'a quota',
  capacity: CAPACITY,
  levels: LEVELS.map((level) => ({ level, record: CAPACITY, figures: { ...GOOD, ...changes[level.name] } })),
});

const figure = (results: OverloadResult[], what: string) =>
  overloadFinding(results, 'redis').figures.find((found) => found.what.startsWith(what))!;

test('meets every goal with good figures, one value for each repetition', () => {
  const { figures } = overloadFinding([repetition(), repetition()], 'redis');
  expect(figures.map((found) => [found.what, isMet(found), found.values.length])).toEqual(
    figures.map((found) => [found.what, true, 2]),
  );
});

test.each([
  ['credited guesses at 2x', { '2x': { creditedShare: 0.79 } }],
  ['credited guesses at 4x', { '4x': { creditedShare: 0.49 } }],
  ['p99 of credited guesses at 4x', { '4x': { p99Ms: 501 } }],
  ['p95 of refusals', { '4x': { refusalRead95Ms: 101 } }],
  ['CPU of a refusal', { '4x': { refusalCost: 0.16 } }],
  ['memory above', { hog: { extraBytes: 101e6 } }],
  ['until p99', { 'stalled store': { recoverySeconds: 4 } }],
  ['acknowledged guesses lost', { 'stalled store': { lost: 1 } }],
  ['players disconnected', { hog: { disconnects: 1 } }],
])('misses the goal of “%s”', (what, change) => {
  expect(isMet(figure([repetition(change)], what))).toBe(false);
});

test('a repetition in which a level says nothing has no value of it, nor of the worst of all levels', () => {
  const spoilt = repetition({ '4x': { invalid: 'the client used 0.9 of its core' } });
  const results = [spoilt, repetition()];
  expect(figure(results, 'credited guesses at 4x').values).toEqual([0.9]);
  expect(figure(results, 'memory above').values).toEqual([50]);
  expect(figure(results, 'credited guesses at 2x').values).toEqual([0.9, 0.9]);
});

test('what the server does not count is not met', () => {
  const blind = repetition({ '4x': { refusalRead95Ms: Number.NaN } });
  const found = figure([blind], 'p95 of refusals');
  expect([found.values, isMet(found)]).toEqual([[], false]);
});

test('a repetition without anything to say leaves no figures and no crash', () => {
  expect(overloadFinding([], 'redis').figures.every((found) => !isMet(found))).toBe(true);
});
