import { expect, it } from 'vitest';
import { createSoundsAlike } from '../../../db/atlas/gazetteer/sounds-alike.ts';

it.each([
  ['Luxembourg', 'Luxemburg'],
  ['Venice', 'Venise'],
  ['Kolkata', 'Calcutta'],
  ['A Coruña', 'Corunna'],
  ['Luzern', 'Lucerne'],
  ['Stavropol', 'Ставрополь'],
  ['Athens', 'Αθήνα'],
  ['Frankfurt am Main', 'Frankfurt'],
  // Of these nobody can tell by letters.
  ['New York City', '뉴욕'],
  ['Tokyo', '東京'],
])('hears %s in “%s”', (name, other) => {
  expect(createSoundsAlike([name])(other)).toBe(true);
});

it.each([
  ['Hong Kong', 'Victoria'],
  ['Kaliningrad', 'Königsberg'],
  ['Danbury', 'Beantown'],
  ['Tolyatti', 'Ставрополь'],
  ['Chattogram', 'Islamabad'],
])('does not hear %s in “%s”', (name, other) => {
  expect(createSoundsAlike([name])(other)).toBe(false);
});
