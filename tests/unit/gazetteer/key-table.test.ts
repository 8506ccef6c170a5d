import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyTable, makeSlots } from '../../../shared/gazetteer/key-table.ts';

function tableOf(keys: readonly string[]) {
  const parts = keys.map((key) => Buffer.from(key));
  const lengths = Uint8Array.from(parts, (part) => part.length);
  const bytes = Buffer.concat(parts);
  return createKeyTable(bytes, lengths, makeSlots(bytes, lengths));
}

/** One edit by the book: a letter more, less, other, or two neighbours swapped, the first letter kept or swapped. */
function isNear(a: string, b: string): boolean {
  const edits = new Set<string>();
  for (let i = 0; i <= a.length; i += 1) {
    if (i + 1 < a.length) edits.add(a.slice(0, i) + a[i + 1]! + a[i]! + a.slice(i + 2));
    if (i === 0) continue;
    if (i < a.length) edits.add(a.slice(0, i) + a.slice(i + 1));
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      edits.add(a.slice(0, i) + letter + a.slice(i));
      if (i < a.length) edits.add(a.slice(0, i) + letter + a.slice(i + 1));
    }
  }
  edits.delete(a);
  return edits.has(b);
}

describe('the table of keys', () => {
  const key = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 5 });
  const keys = fc.uniqueArray(fc.oneof(key, fc.constantFrom('łódź', '東京', 'москва')), { maxLength: 60 });

  it('finds every key by its number and nothing else', () => {
    fc.assert(
      fc.property(keys, key, (known, other) => {
        const table = tableOf(known);
        known.forEach((text, number) => expect(table.find(text)).toBe(number));
        expect(table.find(other)).toBe(known.indexOf(other));
      }),
    );
  });

  it('finds the keys one edit away, each once', () => {
    fc.assert(
      fc.property(keys, key, (known, typed) => {
        const found: string[] = [];
        tableOf(known).eachNear(typed, (number) => found.push(known[number]!));
        expect(found.sort()).toEqual(known.filter((text) => isNear(typed, text)).sort());
      }),
    );
  });

  it('knows nothing of keys longer than any', () => {
    const table = tableOf(['a']);
    expect(table.find('a'.repeat(256))).toBe(-1);
    table.eachNear('a'.repeat(255), () => expect.unreachable());
  });

  it('refuses slots of another index', () => {
    expect(() => createKeyTable(new Uint8Array(1), Uint8Array.of(1), new Uint32Array(64))).toThrow();
  });
});
