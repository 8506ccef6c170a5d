import { FIRST_DISTRICT, FIRST_REGION } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';

const MAX_KEY_BYTES = 255;

/** Names that no source lists. */
const EXTRA_COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  GB: ['UK', 'U.K.', 'Great Britain', 'Britain'],
  US: ['USA', 'U.S.A.', 'U.S.', 'America', 'United States'],
  AE: ['UAE', 'Emirates'],
  CD: ['DRC', 'DR Congo', 'Congo-Kinshasa'],
  CG: ['Congo', 'Congo-Brazzaville'],
  CZ: ['Czechia', 'Czech Republic'],
  KR: ['South Korea', 'Korea'],
  KP: ['North Korea'],
  RU: ['Russia'],
  VN: ['Vietnam'],
  LA: ['Laos'],
  SY: ['Syria'],
  IR: ['Iran'],
  TW: ['Taiwan'],
  BO: ['Bolivia'],
  VE: ['Venezuela'],
  TZ: ['Tanzania'],
  MD: ['Moldova'],
  MK: ['Macedonia', 'North Macedonia'],
  CI: ['Ivory Coast'],
  TR: ['Turkey', 'Türkiye'],
  NL: ['Holland', 'The Netherlands'],
  CV: ['Cape Verde'],
  SZ: ['Swaziland'],
  MM: ['Burma'],
  PS: ['Palestine'],
  XK: ['Kosovo'],
  BN: ['Brunei'],
};

/** Postal codes of provinces and states that people write after a comma. */
const REGION_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CA: {
    '01': 'AB',
    '02': 'BC',
    '03': 'MB',
    '04': 'NB',
    '05': 'NL',
    '07': 'NS',
    '08': 'ON',
    '09': 'PE',
    '10': 'QC',
    '11': 'SK',
    '12': 'YT',
    '13': 'NT',
    '14': 'NU',
  },
  AU: { '01': 'ACT', '02': 'NSW', '03': 'NT', '04': 'QLD', '05': 'SA', '06': 'TAS', '07': 'VIC', '08': 'WA' },
};

export interface QualifierSources {
  countryCodes: readonly string[];
  regionCodes: readonly string[];
  countries: ReadonlyMap<string, readonly string[]>;
  regions: ReadonlyMap<string, string>;
  regionNames: ReadonlyMap<string, readonly string[]>;
  districtCodes: readonly string[];
  districts: ReadonlyMap<string, string>;
}

/** What may qualify a name, by key: postings as `openGazetteer` reads them. Keys in the order of UTF-16 code units. */
export function collectQualifiers(sources: QualifierSources): [key: string, postings: number[]][] {
  const table = new Map<string, Set<number>>();
  const add = (name: string, unit: number, isCode: boolean): void => {
    const key = cityKey(name);
    if (key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES) return;
    // Short Latin words count as codes: “in” and “la” must not make a name qualified.
    const postings = table.get(key) ?? new Set();
    table.set(key, postings.add(unit * 2 + (isCode || /^[a-z]{1,3}$/.test(key) ? 1 : 0)));
  };
  sources.countryCodes.forEach((code, unit) => {
    add(code, unit, true);
    for (const name of [...(sources.countries.get(code) ?? []), ...(EXTRA_COUNTRIES[code] ?? [])])
      add(name, unit, false);
  });
  sources.regionCodes.forEach((code, index) => {
    if (code === '') return;
    const unit = FIRST_REGION + index;
    const [country, own] = code.split('.') as [string, string];
    const names = [sources.regions.get(code) ?? '', ...(sources.regionNames.get(code) ?? [])];
    for (const name of names) for (const form of [name, withoutKind(name)]) add(form, unit, false);
    if (country === 'US') add(own, unit, true);
    const postal = REGION_CODES[country]?.[own];
    if (postal !== undefined) add(postal, unit, true);
  });
  sources.districtCodes.forEach((code, index) => {
    if (code === '') return;
    const names = [sources.districts.get(code) ?? '', ...(sources.regionNames.get(code) ?? [])];
    for (const name of names)
      for (const form of [name, withoutKind(name)]) add(form, FIRST_DISTRICT + index, true);
  });
  return [...table]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, postings]) => [key, [...postings].sort((a, b) => a - b)]);
}

const KINDS =
  /\s+(?:province|state|region|county|governorate|oblast|district|department|prefecture|municipality|voivodeship|canton|republic|krai|city|special city|regency|division|parish)$/i;

/** “Kanagawa” of “Kanagawa Prefecture”. */
export function withoutKind(name: string): string {
  return name
    .replace(KINDS, '')
    .replace(
      /^(?:province of|state of|region of|oblast of|city of|county of|borough of|provincia d[ei]|città metropolitana di|departamento (?:de|del)|département d(?:e la|e|u|es)|estado de|kabupaten|kota|huyện|changwat)\s+/i,
      '',
    );
}
