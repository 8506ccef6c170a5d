import { expect, it } from 'vitest';
import { smallQuizzes } from '../../support/small-quizzes.ts';

const FRANCE = { quiz: 'france', minPopulation: 0, namesakes: 'largest', typos: 'accept' } as const;

it('judges a text once for all who say it under the same settings', () => {
  const quizzes = smallQuizzes();
  const first = quizzes.judge(FRANCE, 'Marseille');
  expect(first).toMatchObject({ kind: 'candidates', take: 'first' });
  expect(quizzes.judge({ ...FRANCE }, 'Marseille')).toBe(first);
});

it('takes no judgement from other settings', () => {
  const quizzes = smallQuizzes();
  const kindOf = (change: object, text: string) => quizzes.judge({ ...FRANCE, ...change }, text).kind;
  expect(kindOf({}, 'Marseile')).toBe('candidates');
  expect(kindOf({ typos: 'hint' }, 'Marseile')).toBe('near');
  expect(kindOf({ typos: 'off' }, 'Marseile')).toBe('unknown');
  expect(kindOf({}, 'Gordes')).toBe('candidates');
  expect(kindOf({ minPopulation: 100_000 }, 'Gordes')).toBe('outside');
  expect(kindOf({ quiz: 'germany' }, 'Gordes')).toBe('outside');
  expect(quizzes.judge({ ...FRANCE, namesakes: 'all' }, 'Marseille')).toMatchObject({ take: 'all' });
});

it('judges as before once it has forgotten', () => {
  const quizzes = smallQuizzes();
  const before = quizzes.judge(FRANCE, 'Lyon');
  for (let index = 0; index < 10_000; index += 1) quizzes.judge(FRANCE, `no such place ${index}`);
  const after = quizzes.judge(FRANCE, 'Lyon');
  expect(after).not.toBe(before);
  expect(after).toEqual(before);
});
