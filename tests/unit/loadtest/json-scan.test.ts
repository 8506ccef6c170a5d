import { expect, test } from 'vitest';
import { cityIdsOf, eachSeq, integerOf, textOf } from '../../../loadtest/raw-client/json-scan.ts';

const seqsOf = (value: unknown): number[] => {
  const seqs: number[] = [];
  eachSeq(JSON.stringify(value), (seq) => seqs.push(seq));
  return seqs;
};

test('reads the seq of every event of a batch', () => {
  expect(
    seqsOf([
      { seq: 1, type: 'joined' },
      { type: 'scored', seq: 25 },
    ]),
  ).toEqual([1, 25]);
});

test('reads what an event covers', () => {
  expect(
    seqsOf([
      { seq: 9, covers: [5, 6, 8], score: { cities: 4 } },
      { seq: 12, covers: [] },
    ]),
  ).toEqual([9, 12, 5, 6, 8, Number.NaN].filter((seq) => !Number.isNaN(seq)));
});

test('a name cannot pass for a key', () => {
  expect(seqsOf([{ seq: 3, city: { name: '","seq":7,"' } }])).toEqual([3]);
});

test('reads ids of cities, not of players', () => {
  const answer = {
    ok: true,
    cities: [
      { id: 2988507, name: 'Paris' },
      { id: 3, by: 'x' },
    ],
    player: { id: 'p1' },
  };
  expect(cityIdsOf(JSON.stringify(answer))).toEqual([2988507, 3]);
});

test('a missing number is NaN', () => {
  expect(integerOf('{"seq":"7"}', 'seq')).toBeNaN();
  expect(integerOf('{}', 'seq')).toBeNaN();
  expect(integerOf('{"a":1,"seq":70}', 'seq')).toBe(70);
});

test('reads a word behind its key', () => {
  expect(textOf('{"ok":true,"outcome":"found","seq":3}', 'outcome')).toBe('found');
  expect(textOf('{"ok":true}', 'outcome')).toBeUndefined();
});
