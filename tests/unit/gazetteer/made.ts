import type { Place } from '../../../db/atlas/gazetteer/place.ts';

/** A place for tests; what is not given is unremarkable. */
export function made(place: Partial<Place> & { id: number; display: string }): Place {
  return {
    names: [place.display],
    alternates: [],
    lat: 0,
    lon: 0,
    feature: 'PPL',
    country: 'FR',
    region: 'FR.84',
    districts: [],
    population: 0,
    flags: 0,
    ...place,
  };
}
