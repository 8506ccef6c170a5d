import { expect, it } from 'vitest';
import { groupQuizzes, searchQuizzes } from '../../../client/state/quiz-search.ts';
import { linesOf } from '../../../client/state/ranks.ts';
import { rowsOf } from '../../../client/parts/find-rows.ts';
import { createSorted } from '../../../client/play/sorted-list.ts';
import { createRegionOf, sharesOf, totalsOf } from '../../../client/state/named-totals.ts';
import { closestCall, curvesOf, onlyOf } from '../../../client/results/result.ts';
import { TEAM_NAMES } from '../../../client/text/room.ts';
import type { QuizSummary } from '../../../shared/catalogue/quiz.ts';
import { LYON, NICE, viewOf } from './fake-transport.ts';

const entry = (city: typeof LYON, playerId = 'me', at = 0) => ({ playerId, city, at });

it('keeps a growing list sorted as a whole sort would', () => {
  const sorted = createSorted<number>((a, b) => a - b);
  const list: number[] = [];
  for (const value of [5, 3, 9, 3, 1, 7]) {
    list.push(value);
    expect(sorted([...list])).toEqual([...list].sort((a, b) => a - b));
  }
  const before = sorted([...list]);
  expect(sorted([...list])).toBe(before);
  expect(sorted([2, 1])).toEqual([1, 2]);
});

it('groups neighbours of one name, and opens a group by its key', () => {
  const twin = { ...LYON, id: 7, population: 10 };
  const rows = rowsOf([entry(NICE), entry(LYON), entry(twin)], []);
  expect(rows).toMatchObject([
    { kind: 'one', find: { city: NICE } },
    { kind: 'group', name: 'Lyon', population: LYON.population + 10 },
  ]);
  const opened = rowsOf([entry(LYON), entry(twin)], [rows[1]!.key]);
  expect(opened.map(({ kind }) => kind)).toEqual(['group', 'one', 'one']);
  expect(new Set(opened.map(({ key }) => key)).size).toBe(3);
});

it('tells groups of one name that stand apart, and keeps a group’s key as it grows', () => {
  const at = (id: number, when: number) => ({ playerId: 'me', city: { ...LYON, id }, at: when });
  const [first, second, fourth, fifth] = [at(1, 1), at(2, 2), at(4, 4), at(5, 5)];
  const rows = rowsOf([fifth, fourth, { ...entry(NICE), at: 3 }, second, first], []);
  expect(rows.map(({ kind }) => kind)).toEqual(['group', 'one', 'group']);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  const [grown] = rowsOf([at(6, 6), fifth, fourth], []);
  expect(grown!.key).toBe(rows[0]!.key);
});

it('tallies regions, brackets and capitals', () => {
  const quiz = {
    breakdown: 'regions' as const,
    regions: [
      { code: 'FR.84', name: LYON.region, cities: 3, population: 1_044_500 },
      { code: 'FR.93', name: NICE.region, cities: 2, population: 0 },
    ],
    brackets: [
      { minPopulation: 500_000, cities: 3 },
      { minPopulation: 100_000, cities: 40 },
    ],
  };
  const totals = totalsOf([LYON, NICE], quiz);
  expect(totals.brackets.map(({ named }) => named)).toEqual([1, 2]);
  expect(totals.regions.get('FR.84')).toEqual({ cities: 1, population: LYON.population });
  expect(sharesOf(quiz.regions, totals.regions)).toEqual(new Map([['FR.84', 0.5]]));
  expect(createRegionOf({ breakdown: 'countries', regions: [] })(LYON)).toBe('FR');
  expect(createRegionOf({ breakdown: 'none', regions: [] })(LYON)).toBeUndefined();
});

it('ranks a race by cities alone, since others hide their people', () => {
  const view = viewOf();
  const [me, her] = view.players;
  const lines = linesOf(
    {
      ...view,
      settings: { ...view.settings, mode: 'race' },
      players: [
        { ...me!, score: { cities: 2, population: 900 } },
        { ...her!, score: { cities: 2 } },
      ],
    },
    TEAM_NAMES,
  );
  expect(lines.map(({ rank }) => rank)).toEqual([1, 1]);
});

it('sums teams', () => {
  const view = viewOf();
  const [me, her] = view.players;
  const lines = linesOf(
    {
      ...view,
      settings: { ...view.settings, mode: 'teams', teams: 2 },
      players: [
        { ...me!, team: 1, score: { cities: 2, population: 900 } },
        { ...her!, team: 1, score: { cities: 3, population: 1 } },
      ],
    },
    TEAM_NAMES,
  );
  expect(lines).toMatchObject([
    { name: 'Vermilion', seat: 1, rank: 1, score: { cities: 5, population: 901 }, isYou: true },
    { name: 'Blue', rank: 2 },
  ]);
});

it('knows what only one player named, and the closest call', () => {
  const finds = [entry(LYON, 'me', 100), entry(LYON, 'her', 134), entry(NICE, 'me', 500)];
  expect(onlyOf(finds, 'me')).toBe(NICE);
  expect(onlyOf(finds, 'her')).toBeNull();
  expect(closestCall(finds)).toEqual({ city: LYON, first: 'me', second: 'her', ms: 34 });
});

it('draws a line from the start to the end of the game', () => {
  const line = linesOf(viewOf(), TEAM_NAMES)[0]!;
  const finds = [entry(LYON, line.key, 1500), entry(NICE, line.key, 2500)];
  const [curve] = curvesOf({ lines: [line], finds, startedAt: 1000, finishedAt: 5000 });
  expect(curve?.points).toEqual([
    [0, 0],
    [500, 1],
    [1500, 2],
    [4000, 2],
  ]);
});

const quiz = (title: string, kind: QuizSummary['kind'], cities: number, country?: string): QuizSummary => ({
  slug: title.toLowerCase(),
  title,
  kind,
  cities,
  population: cities,
  ...(country === undefined ? {} : { country }),
});

it('finds quizzes by the beginning of a word first, whatever the accents', () => {
  const quizzes = [
    quiz('New Mexico', 'region', 10),
    quiz('Mexico', 'country', 20),
    quiz('Côte d’Ivoire', 'country', 5),
  ];
  expect(searchQuizzes(quizzes, 'mex').map(({ title }) => title)).toEqual(['Mexico', 'New Mexico']);
  expect(searchQuizzes(quizzes, "cote d'i").map(({ title }) => title)).toEqual(['Côte d’Ivoire']);
  expect(searchQuizzes(quizzes, 'zzz')).toEqual([]);
});

it('groups the catalogue as an atlas does', () => {
  const groups = groupQuizzes([
    quiz('Texas', 'region', 1, 'US'),
    quiz('France', 'country', 1, 'FR'),
    quiz('World', 'world', 1),
    quiz('Bavaria', 'region', 1, 'DE'),
  ]);
  expect(groups.map(({ title }) => title)).toEqual([
    'World and continents',
    'Countries',
    'Germany',
    'United States',
  ]);
});
