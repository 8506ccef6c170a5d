import { expect, it } from 'vitest';
import { createNaming, displayNamesOf } from '../../../db/atlas/gazetteer/display-names.ts';
import { createSmallGazetteer } from '../catalogue/small-gazetteer.ts';
import { made } from './made.ts';

const places = [
  made({
    id: 1,
    display: 'Cologne',
    local: 'Köln',
    localised: { en: 'Cologne', fr: 'Cologne', pl: 'Kolonia' },
  }),
  made({ id: 2, display: 'Lyon', localised: { fr: 'Lyon', it: 'Lione' } }),
  made({ id: 3, display: 'Padua', local: 'Padova' }),
];
const gazetteer = createSmallGazetteer(
  places.map(({ id, display }) => ({ id, name: display, region: 'FR.84', population: 4 - id })),
);
const names = displayNamesOf(places);
const inLanguage = (language: Parameters<typeof createNaming>[2]): string[] => {
  const nameOf = createNaming(gazetteer, names, language);
  return places.map((_, row) => nameOf(row));
};

it.each([
  ['en', ['Cologne', 'Lyon', 'Padua']],
  ['de', ['Köln', 'Lyon', 'Padova']],
  ['fr', ['Cologne', 'Lyon', 'Padova']],
  ['it', ['Köln', 'Lione', 'Padova']],
  ['pl', ['Kolonia', 'Lyon', 'Padova']],
] as const)('names places in %s, and at home where that is not known', (language, expected) => {
  expect(inLanguage(language)).toEqual(expected);
});

it('writes down only what differs from the display name', () => {
  expect(names.fr).toEqual({ 1: 'Cologne' });
  expect(names.local).toEqual({ 1: 'Köln', 3: 'Padova' });
});
