import { describe, expect, it } from 'vitest';
import { mergeNewer } from '../../../db/atlas/gazetteer/merge.ts';
import type { NewerRow } from '../../../db/atlas/gazetteer/readers/cities-json.ts';
import { made } from './made.ts';

const row = (name: string, lat: number, lon: number, country = 'SE'): NewerRow => ({
  name,
  lat,
  lon,
  country,
  region: `${country}.28`,
  district: '',
});

describe('merging the newer file', () => {
  it('takes the nearest place of the same name, and its newer unit', () => {
    const near = made({ id: 1, display: 'Lund', country: 'SE', lat: 55.7, lon: 13.2 });
    const far = made({ id: 2, display: 'Lund', country: 'SE', lat: 55.9, lon: 13.2 });
    const { places, same } = mergeNewer([far, near], [row('Lund', 55.71, 13.2)]);
    expect([places.length, same]).toEqual([2, 1]);
    expect([near.region, far.region]).toEqual(['SE.28', 'FR.84']);
  });

  it('renames a place at the same point, and keeps its older name', () => {
    const place = made({ id: 1, display: 'Göteborg', country: 'SE', lat: 57.70716, lon: 11.96679 });
    const { renamed } = mergeNewer([place], [row('Gothenburg', 57.70716, 11.9668)]);
    expect([renamed, place.display, place.names]).toEqual([1, 'Gothenburg', ['Gothenburg', 'Göteborg']]);
  });

  it('knows a place by an alternate near it', () => {
    const place = made({ id: 1, display: 'Port Elizabeth', country: 'ZA', lat: -33.9, lon: 25.6 });
    place.alternates = ['Gqeberha'];
    const { places } = mergeNewer([place], [row('Gqeberha', -33.95, 25.65, 'ZA')]);
    expect([places.length, place.display]).toEqual([1, 'Gqeberha']);
  });

  it('adds what it does not know', () => {
    const older = made({ id: 1, display: 'Lund', country: 'SE', lat: 50, lon: 13 });
    const { places, added } = mergeNewer([older], [row('Lund', 57, 13), row('Lund', 55, 13, 'DK')]);
    expect([places.length, added]).toEqual([3, 2]);
    expect(places.map(({ country }) => country)).toEqual(['SE', 'SE', 'DK']);
  });
});
