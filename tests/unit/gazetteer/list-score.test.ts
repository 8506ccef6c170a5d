import { expect, it } from 'vitest';
import { groupOf, type ListedName } from '../../../db/atlas/gazetteer/list-score.ts';

const row = (typed: string, change: Partial<ListedName> = {}): ListedName => ({
  quiz: 'world',
  typed,
  lat: null,
  lon: null,
  source: 'a list',
  ...change,
});

it.each([
  [row('Ağrı'), 'Latin lists'],
  [row('Stratford-upon-Avon'), 'Latin lists'],
  [row('Юрга'), 'other scripts'],
  [row('Madrid', { source: 'capitals-es' }), 'capitals by language'],
  [row('Derry, NH'), 'qualified'],
  [row('Derry, NH', { note: 'unknown' }), 'refused'],
])('puts %j among “%s”', (name, group) => {
  expect(groupOf(name)).toBe(group);
});
