import { describe, expect, it } from 'vitest';
import { mergeListed } from '../../../db/atlas/gazetteer/merge-listed.ts';
import { createKnownPlaces } from '../../../db/atlas/gazetteer/known-places.ts';
import type { Place } from '../../../db/atlas/gazetteer/place.ts';
import type { ListedPlace } from '../../../db/atlas/gazetteer/readers/listed-place.ts';
import { made } from './made.ts';

const row = (name: string, lat: number, lon: number, more: Partial<ListedPlace> = {}): ListedPlace => ({
  names: [name],
  lat,
  lon,
  country: 'FR',
  region: '',
  population: 0,
  ...more,
});
/** 0.1° of latitude are 11 km. */
const merge = (places: Place[], rows: ListedPlace[]) =>
  mergeListed(createKnownPlaces(places), rows, ({ region }) => (region === 'Bretagne' ? 'FR.53' : undefined));

describe('a row of another source', () => {
  it('is the nearest place of its name within 30 km, and tells how many live there', () => {
    const far = made({ id: 1, display: 'Vitré', lat: 48.3 });
    const near = made({ id: 2, display: 'Vitré', lat: 48.1 });
    const { added, counts } = merge([far, near], [row('Vitre', 48.12, 0, { population: 18_000 })]);
    expect([added.length, counts.byName]).toEqual([0, 1]);
    expect(near.figures).toEqual([{ population: 18_000, isRough: false }]);
    expect(far.figures).toBeUndefined();
  });

  it('finds each its own of two neighbours of one name, and shares one where there is no second', () => {
    const [north, south] = [
      made({ id: 1, display: 'Ry', lat: 48.2 }),
      made({ id: 2, display: 'Ry', lat: 48 }),
    ];
    const rows = [
      row('Ry', 48.05, 0, { population: 1 }),
      row('Ry', 48.09, 0, { population: 2 }),
      row('Ry', 48.02, 0, { population: 3 }),
    ];
    expect(merge([north, south], rows).added).toEqual([]);
    const peopleOf = (place: Place) => place.figures!.map(({ population }) => population);
    expect([peopleOf(south), peopleOf(north)]).toEqual([[3, 1], [2]]);
  });

  it.each([
    [
      'another name of a place',
      made({ id: 1, display: 'Roazhon', alternates: ['Rennes'], lat: 48.2 }),
      'byAlternate',
    ],
    [
      'the name of a municipality',
      made({ id: 1, display: 'Centre', units: ['Rennes'], lat: 48.2 }),
      'byMunicipality',
    ],
    ['a spelling of a neighbour', made({ id: 1, display: 'Renes-les-Bains', lat: 48.03 }), 'byLikeness'],
  ] as const)('with %s is that place', (_, place, rule) => {
    const name = rule === 'byLikeness' ? 'Rennes les Bains' : 'Rennes';
    const { added, counts } = merge([place], [row(name, 48, 0)]);
    expect([added.length, counts[rule]]).toEqual([0, 1]);
    expect(place.alternates).toContain(name);
  });

  it('of nobody near is a new place, in the unit that it names or that of its neighbour', () => {
    const place = made({ id: 1, display: 'Lyon', lat: 48 });
    const { added } = merge([place], [row('Brest', 49, 0, { region: 'Bretagne' }), row('Loin', 48.3, 0)]);
    expect(added.map(({ display, region, id }) => [display, region, id])).toEqual([
      ['Brest', 'FR.53', 0],
      ['Loin', 'FR.84', 0],
    ]);
  });

  it('that a source lists twice is added once', () => {
    expect(merge([], [row('Loin', 48, 0), row('Loïn', 48.01, 0), row('Loin', 49, 0)]).added).toHaveLength(2);
  });

  it.each([
    ['Vancouver', 'North Vancouver'],
    ['Saint-Denis', 'Denis'],
    ['Beaune', 'Bourg'],
  ])('called %s is no double of its neighbour %s', (name, neighbour) => {
    expect(merge([made({ id: 1, display: neighbour, lat: 48.02 })], [row(name, 48, 0)]).added).toHaveLength(
      1,
    );
  });

  it('is the place next to it where the source mixes towns with districts', () => {
    const place = made({ id: 1, display: 'Tianpeng', country: 'CN', lat: 31 });
    const rows = [row('Pengzhou', 31.01, 0, { country: 'CN' }), row('Pengxi', 32, 0, { country: 'CN' })];
    const { added, counts } = merge([place], rows);
    expect([added.map(({ display }) => display), counts.byPosition]).toEqual([['Pengxi'], 1]);
    expect(place.alternates).toContain('Pengzhou');
  });
});
