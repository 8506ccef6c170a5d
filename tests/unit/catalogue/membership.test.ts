import { describe, expect, it } from 'vitest';
import {
  eachMember,
  initialOf,
  isMember,
  memberCount,
  memberPopulation,
  membersOf,
  rowsOver,
} from '../../../shared/catalogue/membership.ts';
import type { Selector } from '../../../shared/catalogue/quiz.ts';
import {
  COUNTED_ELSEWHERE,
  NATIONAL_CAPITAL,
  REGIONAL_CAPITAL,
  SECTION,
} from '../../../shared/gazetteer/gazetteer.ts';
import { createSmallGazetteer } from './small-gazetteer.ts';

const gazetteer = createSmallGazetteer([
  { id: 1, name: 'Paris', region: 'FR.11', population: 2_000_000, lon: 2.35, flags: NATIONAL_CAPITAL },
  { id: 2, name: 'Lyon', region: 'FR.84', population: 520_000, lon: 4.8, flags: REGIONAL_CAPITAL },
  { id: 3, name: 'Écully', region: 'FR.84', population: 18_000, lon: 4.7 },
  { id: 4, name: 'Croix-Rousse', region: 'FR.84', population: 36_000, lon: 4.8, flags: SECTION },
  { id: 5, name: 'New York City', region: 'US.NY', population: 8_800_000, lon: -74 },
  { id: 6, name: 'Brooklyn', region: 'US.NY', population: 2_700_000, lon: -73.9, flags: COUNTED_ELSEWHERE },
  { id: 7, name: '’t Zand', region: 'NL', population: 0, lon: 4.7 },
]);

const names = (selectors: Selector[], minPopulation = 0): string[] => {
  const found: string[] = [];
  eachMember(membersOf(gazetteer, selectors, minPopulation), (row) => found.push(gazetteer.name(row)));
  return found;
};

describe('membersOf', () => {
  it('holds all but sections, largest first', () => {
    expect(names([{ all: true }])).toEqual([
      'New York City',
      'Brooklyn',
      'Paris',
      'Lyon',
      'Écully',
      '’t Zand',
    ]);
  });

  it.each<[string, Selector[], number, string[]]>([
    ['countries', [{ countries: ['FR'] }], 0, ['Paris', 'Lyon', 'Écully']],
    ['a country within a box', [{ countries: ['FR'], within: [4, -1, 4.75, 1] }], 0, ['Écully']],
    ['regions', [{ regions: ['FR.84'] }], 0, ['Lyon', 'Écully']],
    ['places by id', [{ places: [2, 4, 99] }], 0, ['Lyon']],
    ['national capitals', [{ capitals: 'national' }], 0, ['Paris']],
    ['regional capitals, the national one too', [{ capitals: 'regional' }], 0, ['Paris', 'Lyon']],
    ['a floor of population', [{ minPopulation: 2_000_000 }], 0, ['New York City', 'Brooklyn', 'Paris']],
    ['a first letter without its mark', [{ initial: 'e' }], 0, ['Écully']],
    ['a first letter after an apostrophe', [{ initial: 't' }], 0, ['’t Zand']],
    ['a union', [{ countries: ['NL'] }, { regions: ['FR.11'] }], 0, ['Paris', '’t Zand']],
    ['what is left over a floor', [{ all: true }], 520_000, ['New York City', 'Brooklyn', 'Paris', 'Lyon']],
    ['nothing of an unknown country', [{ countries: ['XX'] }], 0, []],
  ])('selects %s', (_, selectors, minPopulation, expected) => {
    expect(names(selectors, minPopulation)).toEqual(expected);
  });

  it('counts a borough as a city but not its people', () => {
    const members = membersOf(gazetteer, [{ regions: ['US.NY'] }]);
    expect(memberCount(members)).toBe(2);
    expect(memberPopulation(gazetteer, members)).toBe(8_800_000);
  });

  it('answers for every row, the last of a byte too', () => {
    const members = membersOf(gazetteer, [{ all: true }]);
    const inside = Array.from({ length: gazetteer.size }, (_, row) => isMember(members, row));
    expect(inside.filter(Boolean)).toHaveLength(memberCount(members));
    expect(inside[gazetteer.rowOf(4)!]).toBe(false);
  });
});

it('finds where a floor of population ends', () => {
  expect(rowsOver(gazetteer, 2_000_000)).toBe(3);
  expect(rowsOver(gazetteer, 2_000_001)).toBe(2);
  expect(rowsOver(gazetteer, 10_000_000)).toBe(0);
  expect(rowsOver(gazetteer, 0)).toBe(gazetteer.size);
});

it.each([
  ['Zürich', 'z'],
  ['Örebro', 'o'],
  ['Ørsta', 'o'],
  ['Łódź', 'l'],
  ["'s-Hertogenbosch", 's'],
  ['Aʼlī', 'a'],
  ['100 Mile House', ''],
  ['Москва', ''],
])('takes the initial of %s for “%s”', (name, letter) => {
  expect(initialOf(name)).toBe(letter === '' ? 0 : letter.charCodeAt(0));
});
