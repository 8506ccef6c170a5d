import type { Sources } from '../../../db/atlas/gazetteer/sources.ts';

/** Sources for tests; what is not given is empty. */
export const madeSources = (sources: Partial<Sources>): Sources => ({
  places: [],
  newer: [],
  listed: [],
  namedCities: [],
  capitalNames: [],
  readNames: [],
  regions: new Map([['FR.84', 'Auvergne-Rhône-Alpes']]),
  districts: new Map(),
  regionNames: new Map(),
  regionIso: new Map(),
  countries: new Map([['FR', ['France']]]),
  alpha3: new Map([['FR', 'FRA']]),
  register: [],
  published: [],
  hashes: {},
  ...sources,
});
