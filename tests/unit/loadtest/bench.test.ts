import { expect, test } from 'vitest';
import { isMet, median, timesMet, type Figure } from '../../../loadtest/bench/goal.ts';
import { latestOf } from '../../../loadtest/bench/docs.ts';
import type { BenchResult, PartResult } from '../../../loadtest/bench/results.ts';
import { measuredOf, verdictOf } from '../../../loadtest/bench/verdicts.ts';
import { percent } from '../../../loadtest/report/format-number.ts';

const figure = (values: number[], kind: Figure['kind']): Figure => ({
  what: 'it',
  limit: 5,
  kind,
  unit: 'ms',
  values,
});

test('the median decides, and the repetitions are counted', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([4, 1])).toBe(2.5);
  expect(isMet(figure([4, 5, 9], 'most'))).toBe(true);
  expect(timesMet(figure([4, 5, 9], 'most'))).toBe(2);
  expect(isMet(figure([4, 4, 9], 'least'))).toBe(false);
});

test('what was not measured is not met', () => {
  expect(isMet(figure([], 'most'))).toBe(false);
  expect(verdictOf(figure([], 'most'))).toBe('not measured');
});

test('says figure, range, goal and verdict', () => {
  expect(verdictOf(figure([6, 4, 5.5], 'most'))).toBe('5.50 ms (4–6), at most 5 ms: NOT MET, 1 of 3');
});

test('a range may lie below zero: what was hoped to save may cost', () => {
  expect(measuredOf({ ...figure([-1.5, 4, 2], 'least'), unit: '%' })).toBe('2 % (-1.50–4)');
});

test('a share of nothing is no number', () => {
  expect([percent(0.25), percent(Number.NaN)]).toEqual(['25 %', '—']);
});

test('the page shows the newest outcome of each part', () => {
  const part = (name: string, note: string): PartResult => ({
    name,
    title: '',
    how: '',
    figures: [],
    notes: [note],
    bars: [],
  });
  const run = (at: string, ...parts: PartResult[]) => ({ at, parts }) as unknown as BenchResult;
  const runs = [run('1', part('a', 'old'), part('b', 'only')), run('2', part('a', 'new'))];
  expect(latestOf(runs, ['b', 'a', 'c']).map((latest) => latest.part.notes[0])).toEqual(['only', 'new']);
});
