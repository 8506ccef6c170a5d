import { expect, test } from 'vitest';
import { namesOf } from '../../../loadtest/city-names.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';

/** Rows with a name and what else is called so; all but the last row are in the quiz. */
const CITIES = ['Springfield', 'Springfield', 'Łódź', 'Paris', 'Bath (Somerset)', 'Outside'];
const EXTRA: { [key: string]: number[] } = { [cityKey('Paris')]: [5], [cityKey('Lodz')]: [5] };

const gazetteer = {
  name: (row: number) => CITIES[row]!,
  lookup(key: string) {
    const rows = CITIES.flatMap((name, row) => (cityKey(name) === key ? [row] : []));
    return Uint32Array.from([...rows, ...(EXTRA[key] ?? [])].map((row) => row * 4));
  },
} as unknown as Gazetteer;

test('names mean one city of the quiz, whatever is called so outside it', () => {
  expect(namesOf(gazetteer, Uint8Array.of(0b011111))).toEqual(['Łódź', 'Paris']);
});

test('a namesake in the quiz takes a name away', () => {
  expect(namesOf(gazetteer, Uint8Array.of(0b111111))).toEqual(['Outside']);
});
