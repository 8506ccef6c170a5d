import { expect, test } from 'vitest';
import { pairsOf, variantsOf } from '../../../loadtest/bench/fast-path-variants.ts';

test('a piece is measured against all but itself, parsing without the reads that need it', () => {
  expect(pairsOf('redis').map((pair) => [pair.with, pair.without])).toEqual([
    ['on', 'parsing,frames,redis,memory'],
    ['parsing,frames,redis,memory', 'frames,redis,memory'],
    ['on', 'reads,parsing,redis,memory'],
    ['on', 'reads,parsing,frames,memory'],
    ['on', 'off'],
  ]);
});

test('the script connection is measured over Redis only', () => {
  expect(pairsOf('memory')).toHaveLength(4);
  expect(variantsOf('memory', 1)).not.toContain('reads,parsing,frames,memory');
});

test.each(['redis', 'memory'] as const)('measures every side of every pair once (%s)', (store) => {
  const sides = new Set(pairsOf(store).flatMap((pair) => [pair.with, pair.without]));
  expect(variantsOf(store, 1).toSorted()).toEqual([...sides].toSorted());
});

test('turns the order round in every other repetition', () => {
  expect(variantsOf('redis', 2)).toEqual(variantsOf('redis', 1).toReversed());
  expect(variantsOf('redis', 3)).toEqual(variantsOf('redis', 1));
});
