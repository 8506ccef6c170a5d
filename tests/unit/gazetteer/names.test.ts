import { describe, expect, it } from 'vitest';
import type { ForbiddenKeys } from '../../../db/atlas/gazetteer/alternate.ts';
import { keysOf } from '../../../db/atlas/gazetteer/posting.ts';
import { partsOfName, spellings } from '../../../db/atlas/gazetteer/spelling.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { made } from './made.ts';

const forbidden: ForbiddenKeys = {
  countries: new Set(['georgia', 'malta']),
  country: () => new Set(),
  region: (code) =>
    new Set(code === 'DE.02' ? ['bavaria', 'bayern'] : code === 'CH.GE' ? ['geneva', 'genf'] : []),
  regionsOf: (country) =>
    new Set(country === 'DE' ? ['bavaria', 'bayern'] : country === 'CH' ? ['geneva', 'genf'] : []),
};
const ranks = (place: Parameters<typeof made>[0]) => Object.fromEntries(keysOf(made(place), forbidden));

describe('the keys of a place', () => {
  it('ranks its names first and alternates last', () => {
    const keys = ranks({
      id: 1,
      display: 'Strasbourg',
      alternates: ['Strassburg', 'Estrasburgo'],
      population: 274_845,
    });
    expect(keys).toMatchObject({ strasbourg: 0, strassburg: 2, estrasburgo: 2 });
  });

  it('ranks a short form by the size of the place', () => {
    const town = { id: 1, display: 'Boulogne-sur-Mer', alternates: ['Boulogne'] };
    expect(ranks({ ...town, population: 47_013 })).toMatchObject({ boulogne: 1 });
    expect(ranks({ ...town, population: 400 })).toMatchObject({ boulogne: 2 });
  });

  it.each(['CDG', 'ba li', 'http://x.y', 'Zone 5', 'Xy', 'Georgia'])(
    'leaves out the alternate “%s”',
    (name) => {
      expect(ranks({ id: 1, display: 'Paris', alternates: [name] })).toEqual({ paris: 0 });
    },
  );

  it('keeps an alternate that begins with an article', () => {
    expect(ranks({ id: 1, display: 'Le Havre', alternates: ['l’Havre'] })).toMatchObject({ lhavre: 2 });
  });

  it('leaves out the name of the region, unless the city shares it', () => {
    const aschaffenburg = { id: 1, display: 'Aschaffenburg', country: 'DE', region: 'DE.02' };
    expect(ranks({ ...aschaffenburg, alternates: ['Bayern', 'Aschaffenburg/Bayern'] })).not.toHaveProperty(
      'bayern',
    );
    const geneva = { id: 2, display: 'Geneva', country: 'CH', region: 'CH.GE', alternates: ['Genf'] };
    expect(ranks(geneva)).toMatchObject({ genf: 2 });
  });
});

describe('spellings', () => {
  it.each([
    ['Frankfurt (Oder)', 'DE', 'Frankfurt'],
    ['Biel/Bienne', 'CH', 'Bienne'],
    ['Washington, D. C.', 'US', 'Washington'],
    ['Düsseldorf', 'DE', 'Duesseldorf'],
    ['Ålesund', 'NO', 'Aalesund'],
    ['Ciudad de México', 'MX', 'México'],
    ['Cebu City', 'PH', 'Cebu'],
    ['Gimpo-si', 'KR', 'Gimpo'],
  ])('finds “%s” (%s) as “%s” too', (name, country, typed) => {
    expect(spellings(name, country)).toContain(cityKey(typed));
  });

  it.each([
    ['Kansas City', 'US', 'Kansas'],
    ['Los Angeles', 'US', 'Angeles'],
    ['Winston-Salem', 'US', 'Salem'],
  ])('does not find “%s” (%s) as “%s”', (name, country, typed) => {
    expect(spellings(name, country)).not.toContain(cityKey(typed));
  });

  it.each([
    ['San Carlos de Bariloche', 'AR', ['San Carlos', 'Bariloche']],
    ['Newcastle upon Tyne', 'GB', ['Newcastle']],
    ['Happy Valley-Goose Bay', 'CA', ['Happy Valley', 'Goose Bay']],
    ['Ciudad de Dios', 'PE', []],
    ['Lyon', 'FR', []],
  ])('parts “%s”', (name, country, parts) => {
    expect(partsOfName(name, country)).toEqual(parts);
  });
});
