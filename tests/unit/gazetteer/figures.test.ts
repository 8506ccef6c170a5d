import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countForeignCredits, creditedAsCities } from '../../../db/atlas/gazetteer/false-accepts.ts';
import { scoreNames, type Score, type TypedName, type Way } from '../../../db/atlas/gazetteer/score.ts';
import { membersOf } from '../../../shared/catalogue/membership.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { createJudge } from '../../../shared/gazetteer/judge.ts';
import { openReal } from './real.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/gazetteer');
const { gazetteer } = openReal();
const judge = createJudge(gazetteer);
const world = membersOf(gazetteer, [{ all: true }]);
const quizzes = new Map<string, Members>();
const quizOf = (country: string): Members => {
  const members = quizzes.get(country) ?? membersOf(gazetteer, [{ countries: [country] }]);
  quizzes.set(country, members);
  return members;
};

const linesOf = (file: string): string[] =>
  readFileSync(join(FIXTURES, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const namesOf = (file: string): TypedName[] => linesOf(file).map((line) => JSON.parse(line) as TypedName);

const share = ({ rows, right }: Score, quiz: string, way: Way): number =>
  right.find((count) => count.quiz === quiz && count.way === way)!.rows / rows;

describe('what people type is credited within 50 km', () => {
  it.each([
    ['colloquial.jsonl', 0.98, 0.95, 0.98],
    ['tzdata.jsonl', 0.92, 0.91, 0.93],
  ])('for the names of %s', (file, country, everywhere, three) => {
    const score = scoreNames(gazetteer, judge, namesOf(file), quizOf, world);
    expect(share(score, 'country', 'once')).toBeGreaterThanOrEqual(country);
    expect(share(score, 'world', 'once')).toBeGreaterThanOrEqual(everywhere);
    expect(share(score, 'world', 'three')).toBeGreaterThanOrEqual(three);
    expect(share(score, 'country', 'all')).toBeGreaterThanOrEqual(share(score, 'country', 'once'));
  });
});

describe('what is not meant is not credited', () => {
  it('through a typo, for foreign cities of 100,000 or more', () => {
    const large = namesOf('simplemaps.jsonl').filter(({ pop }) => (pop ?? 0) >= 100_000);
    const { guesses, typos } = countForeignCredits(gazetteer, judge, large, quizOf);
    expect(guesses).toBeGreaterThan(1000);
    expect(typos / guesses).toBeLessThanOrEqual(0.002);
  });

  it.each(['FR', 'JP', 'US'])(
    'in the quiz of %s, for countries, states, airport codes and junk',
    (country) => {
      const words = linesOf('not-cities.txt');
      expect(words).toHaveLength(300);
      const { wrong } = creditedAsCities(gazetteer, judge, words, quizOf(country));
      expect(wrong.length).toBeLessThanOrEqual(12);
    },
  );
});
