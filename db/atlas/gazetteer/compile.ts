import { createHash } from 'node:crypto';
import { FIRST_DISTRICT, FIRST_REGION } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import type { GazetteerTables } from '../../../shared/gazetteer/open.ts';
import type { ForbiddenKeys } from './alternate.ts';
import { countryName } from './country.ts';
import { DISPLAY_NAMES, displayNamesOf } from './display-names.ts';
import { gatherPlaces, type Gathered } from './gather.ts';
import { layCities, layIndex } from './layout.ts';
import { collectPostings } from './posting.ts';
import { collectQualifiers, withoutKind } from './qualifier.ts';
import type { Sources } from './sources.ts';

export interface Compiled {
  /** The unpacked files by name. */
  files: Record<'cities.bin' | 'names.bin' | 'units.bin' | 'tables.json' | typeof DISPLAY_NAMES, Buffer>;
  dataVersion: string;
  counts: Record<string, number>;
  /** What the build writes down beside the artefact. */
  gathered: Omit<Gathered, 'places' | 'counts'>;
}

/** Makes the gazetteer of its sources: the same sources give the same bytes. `release` names the sources. */
export function compileGazetteer(sources: Sources, release: string): Compiled {
  const { places, ...gathered } = gatherPlaces(sources);
  const countryCodes = unique(places.map((place) => place.country));
  const regionCodes = ['', ...unique(places.map((place) => place.region).filter((code) => code !== ''))];
  const districtCodes = [
    '',
    ...unique(places.map((place) => place.districts[0] ?? '').filter((code) => sources.districts.has(code))),
  ];
  if (regionCodes.length > FIRST_DISTRICT - FIRST_REGION || districtCodes.length > 0xffff)
    throw new Error('Too many units');
  const postings = collectPostings(places, forbiddenKeys(sources));
  const cities = layCities(places, countryCodes, regionCodes, districtCodes);
  const names = layIndex(postings);
  const units = layIndex(collectQualifiers({ ...sources, countryCodes, regionCodes, districtCodes }));
  const tables: GazetteerTables = {
    dataVersion: '',
    countryCodes,
    countryNames: countryCodes.map((code) => countryName(code)),
    regionCodes,
    regionNames: regionCodes.map(
      (code) => sources.regions.get(code) ?? sources.regionNames.get(code)?.[0] ?? '',
    ),
    formerIds: gathered.formerIds,
  };
  const digest = createHash('sha256');
  for (const bytes of [cities, names, units, JSON.stringify(tables)]) digest.update(bytes);
  tables.dataVersion = `${release}-${digest.digest('hex').slice(0, 8)}`;
  return {
    files: {
      'cities.bin': cities,
      'names.bin': names,
      'units.bin': units,
      'tables.json': Buffer.from(JSON.stringify(tables)),
      [DISPLAY_NAMES]: Buffer.from(JSON.stringify(displayNamesOf(places))),
    },
    dataVersion: tables.dataVersion,
    counts: {
      rows: places.length,
      ...gathered.counts,
      keys: postings.length,
      postings: postings.reduce((total, [, list]) => total + list.length, 0),
    },
    gathered,
  };
}

function forbiddenKeys(sources: Sources): ForbiddenKeys {
  const keysOf = (names: readonly string[]): Set<string> =>
    new Set(names.flatMap((name) => [cityKey(name), cityKey(withoutKind(name))]));
  const byCountry = new Map([...sources.countries].map(([code, names]) => [code, keysOf(names)]));
  const byRegion = new Map<string, Set<string>>();
  const regionsOf = new Map<string, Set<string>>();
  for (const [code, name] of sources.regions) {
    const keys = keysOf([name, ...(sources.regionNames.get(code) ?? [])]);
    byRegion.set(code, keys);
    const country = code.slice(0, 2);
    regionsOf.set(country, new Set([...(regionsOf.get(country) ?? []), ...keys]));
  }
  const none = new Set<string>();
  return {
    countries: new Set([...byCountry.values()].flatMap((keys) => [...keys])),
    country: (code) => byCountry.get(code) ?? none,
    english: (code) => keysOf(sources.countries.get(code)?.slice(0, 1) ?? []),
    region: (code) => byRegion.get(code) ?? none,
    regionsOf: (country) => regionsOf.get(country) ?? none,
  };
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort((a, b) => (a < b ? -1 : 1));
}
