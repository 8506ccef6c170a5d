import { createHash } from 'node:crypto';
import {
  FIRST_DISTRICT,
  FIRST_REGION,
  NATIONAL_CAPITAL,
  REGIONAL_CAPITAL,
} from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import type { GazetteerTables } from '../../../shared/gazetteer/open.ts';
import type { ForbiddenKeys } from './alternate.ts';
import { countryName } from './country.ts';
import { layCities, layIndex } from './layout.ts';
import { makeId } from './made-id.ts';
import { mergeNewer } from './merge.ts';
import { nameMunicipalities } from './municipality.ts';
import type { Place } from './place.ts';
import { fillPopulations } from './population.ts';
import { collectPostings } from './posting.ts';
import { collectQualifiers, withoutKind } from './qualifier.ts';
import { markSections } from './section.ts';
import type { Sources } from './sources.ts';
import { ADDITIONS, CAPITALS } from './tables.ts';

export interface Compiled {
  /** The unpacked files by name. */
  files: Record<'cities.bin' | 'names.bin' | 'units.bin' | 'tables.json', Buffer>;
  dataVersion: string;
  counts: Record<string, number>;
}

/** Makes the gazetteer of its sources: the same sources give the same bytes. `release` names the sources. */
export function compileGazetteer(sources: Sources, release: string): Compiled {
  const { places, same, renamed, added } = mergeNewer(sources.places, sources.newer);
  for (const extra of ADDITIONS) places.push(addition(extra));
  markCapitals(places);
  const filled = fillPopulations(places, sources.figures);
  places.sort(byImportance);
  const municipalities = nameMunicipalities(places, sources.districts);
  markSections(places);

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
    countryNames: countryCodes.map((code) => countryName(code, sources.countries)),
    regionCodes,
    regionNames: regionCodes.map(
      (code) => sources.regions.get(code) ?? sources.regionNames.get(code)?.[0] ?? '',
    ),
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
    },
    dataVersion: tables.dataVersion,
    counts: {
      rows: places.length,
      same,
      renamed,
      added,
      populationsFilled: filled,
      municipalities,
      keys: postings.length,
      postings: postings.reduce((total, [, list]) => total + list.length, 0),
    },
  };
}

/** Seats of administration come before other places whose population is the same or unknown. */
const SEATS = ['PPLC', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4'];

function byImportance(a: Place, b: Place): number {
  return b.population - a.population || (b.hint ?? 0) - (a.hint ?? 0) || seat(a) - seat(b) || a.id - b.id;
}

function seat(place: Place): number {
  const level = SEATS.indexOf(place.feature);
  return level === -1 ? SEATS.length : level;
}

function markCapitals(places: readonly Place[]): void {
  for (const place of places) {
    if (place.feature === 'PPLC' || CAPITALS.has(place.id)) place.flags |= NATIONAL_CAPITAL;
    if (place.feature === 'PPLC' || place.feature === 'PPLA') place.flags |= REGIONAL_CAPITAL;
  }
}

function addition({ name, lat, lon, country, region, population }: (typeof ADDITIONS)[number]): Place {
  const id = makeId(country, cityKey(name), lat, lon, new Set());
  const blank = { alternates: [], feature: 'PPLA3', districts: [], flags: 0 };
  return { ...blank, id, display: name, names: [name], lat, lon, country, region, population };
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
