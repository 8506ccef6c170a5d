import { describe, expect, it } from 'vitest';
import type { ForbiddenKeys } from '../../../db/atlas/gazetteer/alternate.ts';
import { keysOf } from '../../../db/atlas/gazetteer/posting.ts';
import { partsOfName, spellings } from '../../../db/atlas/gazetteer/spelling.ts';
import { NATIONAL_CAPITAL } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import { ALTERNATE, NAME, OBSCURE, SHORT } from '../../../shared/gazetteer/likelihood.ts';
import { made } from './made.ts';

const REGIONS: Readonly<Record<string, string[]>> = {
  'DE.02': ['bavaria', 'bayern'],
  'CH.GE': ['geneva', 'genf'],
  'US.NY': ['newyork', 'nuevayork', 'ньюиорк'],
  'US.WA': ['washington', 'вашингтон'],
};
const forbidden: ForbiddenKeys = {
  countries: new Set(['georgia', 'malta', 'algeria', 'алжир', 'ghana']),
  country: (code) => new Set(code === 'DZ' ? ['algeria', 'алжир'] : code === 'GH' ? ['ghana'] : []),
  english: (code) => new Set(code === 'DZ' ? ['algeria'] : []),
  region: (code) => new Set(REGIONS[code] ?? []),
  regionsOf: (country) =>
    new Set(Object.keys(REGIONS).flatMap((code) => (code.startsWith(country) ? REGIONS[code]! : []))),
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
    expect(keys).toMatchObject({ strasbourg: NAME, strassburg: ALTERNATE, estrasburgo: ALTERNATE });
  });

  it('takes a name that sounds like no other of the place for an obscure one', () => {
    const kaliningrad = { id: 1, display: 'Kaliningrad', alternates: ['Koenigsberg', 'Калининград'] };
    expect(ranks(kaliningrad)).toMatchObject({ koenigsberg: OBSCURE, калининград: ALTERNATE });
  });

  it('has no short form that names a country', () => {
    expect(ranks({ id: 1, display: 'Ghana Town', country: 'GM' })).toEqual({ ghanatown: NAME });
  });

  it('has the name of its country or state where the city is known by it', () => {
    const algiers = { id: 1, display: 'Algiers', country: 'DZ', flags: NATIONAL_CAPITAL };
    const keys = ranks({ ...algiers, alternates: ['Алжир', 'Algeria'] });
    expect(keys).toHaveProperty('алжир');
    expect(keys).not.toHaveProperty('algeria');
    const names = ['Nueva York', 'Нью-Йорк', 'Вашингтон'];
    const newYork = { id: 5128581, display: 'New York City', country: 'US', region: 'US.NY' };
    expect(ranks({ ...newYork, alternates: names })).toMatchObject({ nuevayork: 2, ньюиорк: 2 });
    expect(ranks({ ...newYork, alternates: names })).not.toHaveProperty('вашингтон');
    expect(ranks({ ...newYork, id: 2, alternates: names })).not.toHaveProperty('nuevayork');
  });

  it('has Chinese names in both ways to write them, with and without the kind of place', () => {
    const keys = ranks({ id: 1, display: 'Yonghe', country: 'TW', alternates: ['永和區', '纽约'] });
    for (const name of ['永和區', '永和区', '永和', '纽约', '紐約'])
      expect(keys).toHaveProperty(cityKey(name));
  });

  it('ranks a short form by the size of the place', () => {
    const town = { id: 1, display: 'Boulogne-sur-Mer', alternates: ['Boulogne'] };
    expect(ranks({ ...town, population: 47_013 })).toMatchObject({ boulogne: SHORT });
    expect(ranks({ ...town, population: 400 })).toMatchObject({ boulogne: ALTERNATE });
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
    ['船橋市', 'JP', '船橋'],
    ['수원시', 'KR', '수원'],
    ['As Sib', 'OM', 'Sib'],
    ['السيب', 'OM', 'سيب'],
    ['Frankfurt am Main', 'DE', 'Frankfurt a. M.'],
    ['Weiden in der Oberpfalz', 'DE', 'Weiden i. d. OPf.'],
    ['Ostrów Wielkopolski', 'PL', 'Ostrów Wlkp.'],
    ['Châlons-sur-Saône', 'FR', 'Châlons s/Saône'],
    ['Newcastle upon Tyne', 'GB', 'Newcastle u. Tyne'],
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
