import { expect, it } from 'vitest';
import { answerText, asName, type AnswerContext } from '../../../client/text/answer.ts';
import type { GuessAnswer } from '../../../shared/messages.ts';
import { LYON, NICE } from './fake-transport.ts';

const context: AnswerContext = {
  quizTitle: 'Spain',
  isPlace: true,
  unit: 'state',
  named: [LYON, NICE],
  placeOf: () => 'France',
  regionOf: () => ({ name: 'France', named: 12, cities: 914 }),
  nameOf: (id) => (id === 'her' ? 'Marta' : 'Somebody'),
  side: 'you',
};
const say = (text: string, answer: GuessAnswer, change: Partial<AnswerContext> = {}) =>
  answerText(text, answer, { ...context, ...change });
const miss = (outcome: GuessAnswer['outcome']): GuessAnswer => ({ outcome, cities: [] });

it('says a find with its rank, its region, and aloud', () => {
  expect(say('nice', { outcome: 'found', cities: [NICE] })).toEqual({
    symbol: 'found',
    line1: 'Nice',
    place: 'France',
    aside: '+342,669',
    line2: 'Your 2nd largest. 12 of 914 in France',
    spoken: 'Nice, 343,000, France. 2 found.',
  });
});

it('says how many more saying it again reaches, and how many need where they are', () => {
  expect(say('nice', { outcome: 'found', cities: [NICE], again: 2, more: 20 })).toMatchObject({
    again: 2,
    place: `${NICE.region}, France`,
    line2: '18 by state',
    spoken: `Nice, 343,000, ${NICE.region}, France. 2 found. Enter again for 2 more. 18 by state.`,
  });
  const inFrance = { placeOf: () => NICE.region };
  expect(say('nice', { outcome: 'found', cities: [NICE], again: 2, more: 20 }, inFrance).place).toBe(
    NICE.region,
  );
  const last = say('nice', { outcome: 'found', cities: [NICE], again: 1, more: 1 });
  expect(last).toMatchObject({
    again: 1,
    line2: '',
    spoken: expect.stringContaining('for one more') as string,
  });
  const none = say('nice', { outcome: 'found', cities: [NICE], more: 18 });
  expect(none.line2).toBe('18 by state');
  expect(none).not.toHaveProperty('again');
});

it('asks for the state when a name by itself reaches no more', () => {
  const three = [NICE, NICE, NICE];
  expect(say('nice', { outcome: 'already', cities: three, more: 31 })).toMatchObject({
    line1: '3 called Nice are already on the map',
    line2: '31 more: add the state after a comma',
  });
});

it('counts several of one name', () => {
  const answer = say('x', { outcome: 'found', cities: [LYON, { ...LYON, id: 1 }] });
  expect(answer).toMatchObject({ line1: 'Lyon +2', aside: '+1,044,500' });
});

it('says when a whole region is named', () => {
  const all = { regionOf: () => ({ name: 'Bremen', named: 2, cities: 2 }) };
  expect(say('lyon', { outcome: 'found', cities: [LYON] }, all).line2).toBe('Your largest. All 2 of Bremen');
});

it('leaves out people it does not know', () => {
  const answer = say('x', { outcome: 'found', cities: [{ ...LYON, population: 0 }] });
  expect(answer.aside).toBeUndefined();
  expect(answer.spoken).toBe('Lyon, France. 2 found.');
});

it.each<[GuessAnswer, string, string]>([
  [{ outcome: 'already', cities: [LYON] }, 'Lyon is already on the map', ''],
  [
    { outcome: 'taken', cities: [{ ...LYON, by: 'her', byMs: 180_000 }] },
    'Taken. Marta has Lyon',
    'Named 3 min ago',
  ],
  [{ outcome: 'taken', cities: [{ ...LYON, by: 'her', byMs: 34 }] }, '34 ms too late', 'Marta has Lyon'],
  [{ outcome: 'part', cities: [], partOf: LYON }, 'Porto is a part of Lyon', ''],
  [miss('part'), 'Porto is a part of a city', 'Name the whole city'],
  [miss('outside'), 'Porto is real, but not in Spain', ''],
  [miss('near'), 'One letter off', 'No typos count in this room'],
  [miss('ambiguous'), 'Several called Porto', 'Add a region after a comma'],
  [miss('unknown'), 'No city called “porto”', ''],
])('words the outcome %j', (answer, line1, line2) => {
  expect(say('porto', answer)).toMatchObject({ line1, line2 });
});

it('does not say “in” of a theme', () => {
  expect(say('porto', miss('outside'), { isPlace: false }).line1).toBe('Porto is real, but not in this quiz');
});

it('writes what was typed as a name, but leaves capitals alone', () => {
  expect(asName('new york')).toBe('New York');
  expect(asName('stoke-on-trent')).toBe('Stoke-On-Trent');
  expect(asName('LA')).toBe('LA');
});
