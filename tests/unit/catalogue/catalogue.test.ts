import { expect, it } from 'vitest';
import { openCatalogue } from '../../../shared/catalogue/catalogue.ts';
import { figuresOf } from '../../../shared/catalogue/figures.ts';
import { memberCount, membersOf } from '../../../shared/catalogue/membership.ts';
import type { Quiz } from '../../../shared/catalogue/quiz.ts';
import { COUNTED_ELSEWHERE, NATIONAL_CAPITAL } from '../../../shared/gazetteer/gazetteer.ts';
import { createSmallGazetteer } from './small-gazetteer.ts';

/** Thirty towns of 500 to 15,000 and twelve cities from 100,000 on, in two regions; one is a borough, one the capital. */
const gazetteer = createSmallGazetteer([
  ...Array.from({ length: 30 }, (_, n) => ({
    id: 100 + n,
    name: `Town ${n}`,
    region: 'FR.11',
    population: 500 + n * 500,
  })),
  ...Array.from({ length: 12 }, (_, n) => ({
    id: 200 + n,
    name: `City ${n}`,
    region: 'FR.84',
    population: 100_000 * (n + 1),
    flags: n === 0 ? COUNTED_ELSEWHERE : n === 11 ? NATIONAL_CAPITAL : 0,
  })),
]);
const select = [{ countries: ['FR'] }];
const members = membersOf(gazetteer, select);
const figures = figuresOf(gazetteer, members, 'regions');
const quiz: Quiz = {
  slug: 'france',
  title: 'France',
  kind: 'country',
  country: 'FR',
  ...figures,
  dataVersion: 'small',
  projection: { type: 'mercator', fit: [[0, 0]] },
  insets: [],
  map: '/maps/france.0.json',
};
const text = (dataVersion: string): string =>
  [
    { dataVersion, summaries: [{ slug: 'france' }] },
    { quiz, select },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');
const catalogue = openCatalogue(text('small'), gazetteer);

it('counts regions, most populous first, without the people of boroughs', () => {
  const cities = 100_000 * (78 - 1);
  const towns = 30 * 500 + 500 * 435;
  expect(figures.regions).toEqual([
    { code: 'FR.84', name: 'Region FR.84', cities: 12, population: cities },
    { code: 'FR.11', name: 'Region FR.11', cities: 30, population: towns },
  ]);
  expect(figures.population).toBe(cities + towns);
  expect(figures.capitals).toBe(1);
});

it('counts brackets of population, largest floor first', () => {
  expect(figures.brackets).toEqual([
    { minPopulation: 1_000_000, cities: 3 },
    { minPopulation: 500_000, cities: 8 },
    { minPopulation: 100_000, cities: 12 },
    { minPopulation: 15_000, cities: 13 },
    { minPopulation: 1_000, cities: 41 },
  ]);
});

it('offers the floors that leave ten cities or more, and fewer than the floor below', () => {
  expect(figures.floors.map(({ minPopulation, cities }) => [minPopulation, cities])).toEqual([
    [0, 42],
    [1_000, 41],
    [15_000, 13],
    [100_000, 12],
  ]);
  const large = membersOf(gazetteer, [{ minPopulation: 100_000 }]);
  expect(figuresOf(gazetteer, large, 'none').floors.map(({ minPopulation }) => minPopulation)).toEqual([0]);
});

it('says that a quiz of one region has no breakdown', () => {
  const one = figuresOf(gazetteer, membersOf(gazetteer, [{ regions: ['FR.84'] }]), 'regions');
  expect([one.breakdown, one.regions]).toEqual(['none', []]);
});

it('gives a quiz and its members as the build wrote them', () => {
  expect(catalogue.quiz('france')).toEqual(quiz);
  expect(catalogue.members('france')).toEqual(members);
});

it('counts a quiz again over a floor, and goes on offering all of them', () => {
  const over = catalogue.quiz('france', 100_000)!;
  expect([over.cities, over.breakdown, over.capitals]).toEqual([12, 'none', 1]);
  expect(over.floors).toEqual(figures.floors);
  expect(memberCount(catalogue.members('france', 100_000)!)).toBe(12);
});

it('knows neither other slugs nor floors that are not offered', () => {
  expect(catalogue.quiz('toString')).toBeUndefined();
  expect(catalogue.quiz('france', 500)).toBeUndefined();
  expect(catalogue.members('france', 500)).toBeUndefined();
  expect(catalogue.members('atlantis')).toBeUndefined();
});

it('refuses to count with another release of the gazetteer', () => {
  expect(() => openCatalogue(text('other'), gazetteer)).toThrow(/data version other/);
});
