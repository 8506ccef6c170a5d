import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyIndex, hashPair, indexRow, rowFor } from '../../../server/store/memory/row-index.ts';
import { addRow, cell, emptyRows } from '../../../server/store/memory/rows.ts';

it('rows come back from any chunk as they were added', () => {
  const rows = emptyRows(2);
  const added = Array.from({ length: 100 }, (_, i) => [2 ** 47 + i, -i / 2]);
  expect(added.map((row) => addRow(rows, row))).toEqual(added.map((_, i) => i));
  expect(added.map((_, i) => [cell(rows, i, 0), cell(rows, i, 1)])).toEqual(added);
});

it.each([
  ['the hash in use', hashPair],
  ['a hash that tells nothing apart', () => 7],
  ['hashes at the end of the table', () => -1],
])('an index finds what a map would, with %s', (_, hashOf) => {
  const key = fc.tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), fc.array(key, { maxLength: 20 }), (keys, others) => {
      const index = emptyIndex();
      const model = new Map<string, number>();
      const held: [number, number][] = [];
      const find = ([a, b]: [number, number]) =>
        rowFor(index, hashOf(a, b), (row) => held[row]![0] === a && held[row]![1] === b);
      for (const pair of keys) {
        expect(find(pair)).toBe(model.get(pair.join()));
        if (model.has(pair.join())) continue;
        const row = held.push(pair) - 1;
        model.set(pair.join(), row);
        indexRow(index, row, (other) => hashOf(...held[other]!));
      }
      for (const pair of [...keys, ...others]) expect(find(pair)).toBe(model.get(pair.join()));
    }),
  );
});

it('an index that was never written to shares nothing with one that was', () => {
  const [first, second] = [emptyIndex(), emptyIndex()];
  indexRow(first, 0, () => 0);
  expect(rowFor(first, 0, () => true)).toBe(0);
  expect(rowFor(second, 0, () => true)).toBeUndefined();
});

it('spreads neighbouring ids of neighbouring seats over a table', () => {
  const used = new Set<number>();
  for (let seat = 0; seat < 4; seat += 1)
    for (let id = 0; id < 256; id += 1) used.add(hashPair(2_988_507 + id, seat) & 1023);
  // A thousand balls thrown at random leave some 377 of 1024 places empty.
  expect(used.size).toBeGreaterThan(600);
});
