import { expect, it } from 'vitest';
import { mergeDoubles } from '../../../db/atlas/gazetteer/merge-doubles.ts';
import type { Place } from '../../../db/atlas/gazetteer/place.ts';
import { readNaturalEarth } from '../../../db/atlas/gazetteer/readers/natural-earth.ts';

const placeOf = (change: Partial<Place>): Place => ({
  id: 1,
  display: 'London',
  names: [change.display ?? 'London'],
  alternates: [],
  lat: 51.5,
  lon: -0.12,
  feature: 'PPL',
  country: 'GB',
  region: 'GB.ENG',
  districts: [],
  population: 0,
  flags: 0,
  ...change,
});

it('makes one of a place that is listed twice within 5 km, with the names of both and the higher seat', () => {
  const capital = placeOf({ id: 1, feature: 'PPLC', population: 9_000_000 });
  const city = placeOf({ id: 2, display: 'City of London', lat: 51.51, feature: 'PPLA3', population: 8000 });
  const far = placeOf({ id: 3, lat: 51.6, feature: 'PPLA2' });
  expect(mergeDoubles([city, capital, far], new Set([capital]))).toEqual({
    places: [capital, far],
    doubles: 1,
  });
  expect(capital).toMatchObject({ feature: 'PPLC', alternates: ['City of London'], population: 9_000_000 });
  const village = placeOf({ id: 4, population: 900 });
  mergeDoubles([village, placeOf({ id: 5, feature: 'PPLA4', population: 100 })], new Set());
  expect(village.feature).toBe('PPLA4');
});

it('leaves out research stations of the Antarctic', () => {
  const row = {
    city: 'Vostok',
    city_ascii: 'Vostok',
    lat: -78,
    lng: 106,
    pop: 25,
    country: 'Antarctica',
    province: null,
  };
  expect(readNaturalEarth([{ ...row, iso2: 'AQ' }])).toEqual([]);
  expect(readNaturalEarth([{ ...row, iso2: 'RU' }])).toHaveLength(1);
});
