import { FIRST_REGION } from '../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../shared/gazetteer/key.ts';

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
}

/** What may qualify a name, by key: units as `Qualifiers` numbers them. */
export function collectQualifiers(sources: QualifierSources): {
  names: Record<string, number[]>;
  codes: Record<string, number[]>;
} {
  const names = new Map<string, Set<number>>();
  const codes = new Map<string, Set<number>>();
  const add = (table: Map<string, Set<number>>, name: string, unit: number): void => {
    const key = cityKey(name);
    if (key === '') return;
    const units = table.get(key) ?? new Set();
    table.set(key, units.add(unit));
  };
  const addName = (name: string, unit: number): void => {
    // Short Latin words are codes: “in” and “la” must not make a name qualified.
    add(/^[a-z]{1,3}$/.test(cityKey(name)) ? codes : names, name, unit);
  };
  sources.countryCodes.forEach((code, unit) => {
    add(codes, code, unit);
    for (const name of [...(sources.countries.get(code) ?? []), ...(EXTRA_COUNTRIES[code] ?? [])])
      addName(name, unit);
  });
  sources.regionCodes.forEach((code, index) => {
    if (code === '') return;
    const unit = FIRST_REGION + index;
    const [country, own] = code.split('.') as [string, string];
    const names = [sources.regions.get(code) ?? '', ...(sources.regionNames.get(code) ?? [])];
    for (const name of names) for (const form of [name, withoutKind(name)]) addName(form, unit);
    if (country === 'US') add(codes, own, unit);
    const postal = REGION_CODES[country]?.[own];
    if (postal !== undefined) add(codes, postal, unit);
  });
  const plain = (table: Map<string, Set<number>>): Record<string, number[]> =>
    Object.fromEntries(
      [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, [...v].sort((a, b) => a - b)]),
    );
  return { names: plain(names), codes: plain(codes) };
}

const KINDS =
  /\s+(?:province|state|region|county|governorate|oblast|district|department|prefecture|municipality|voivodeship|canton|republic|krai)$/i;

/** “Kanagawa” of “Kanagawa Prefecture”. */
export function withoutKind(name: string): string {
  return name
    .replace(KINDS, '')
    .replace(/^(?:province of|state of|region of|oblast of|departamento de|provincia de|estado de)\s+/i, '');
}
