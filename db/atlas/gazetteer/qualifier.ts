import {
  AFTER_COMMA,
  ALONE,
  AT_END,
  FIRST_DISTRICT,
  FIRST_REGION,
  type UnitPlace,
} from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';

const MAX_KEY_BYTES = 255;

/** Letters that stand for a country wherever they end a name: “London UK”, “Dubai UAE”. */
const COUNTRY_ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  GB: ['UK', 'U.K.'],
  US: ['US', 'USA', 'U.S.', 'U.S.A.'],
  AE: ['UAE', 'U.A.E.'],
  CD: ['DRC'],
  CF: ['CAR'],
  KP: ['DPRK'],
  KR: ['ROK'],
  PG: ['PNG'],
  SA: ['KSA'],
  CN: ['PRC'],
  NZ: ['NZ'],
  ZA: ['RSA'],
  BA: ['BiH'],
  VG: ['BVI'],
  VI: ['USVI'],
};

/** Names that no source lists. */
const EXTRA_COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  GB: ['Great Britain', 'Britain'],
  US: ['America', 'United States'],
  AE: ['Emirates', 'Arab Emirates'],
  CD: ['DR Congo', 'D.R. Congo', 'Congo-Kinshasa', 'Democratic Republic of the Congo', 'Zaire'],
  CG: ['Congo', 'Congo-Brazzaville', 'Republic of the Congo', 'Republic of Congo'],
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
  NL: ['Holland', 'Netherlands', 'The Netherlands'],
  CV: ['Cape Verde'],
  SZ: ['Swaziland'],
  PS: ['Palestine'],
  XK: ['Kosovo'],
  BN: ['Brunei'],
  TL: ['East Timor', 'Timor-Leste', 'Timor Leste'],
  FK: ['Falkland Islands', 'Falklands', 'Islas Malvinas', 'Malvinas'],
  VA: ['Vatican', 'Vatican City', 'Holy See'],
  FM: ['Micronesia', 'FSM'],
  BA: ['Bosnia', 'Bosnia and Herzegovina', 'Bosnia-Herzegovina'],
  MO: ['Macau', 'Macao'],
  HK: ['Hong Kong'],
  KN: ['Saint Kitts', 'St Kitts and Nevis', 'Saint Kitts and Nevis'],
  VC: ['Saint Vincent', 'St Vincent and the Grenadines', 'Saint Vincent and the Grenadines'],
  AG: ['Antigua', 'Antigua and Barbuda'],
  TT: ['Trinidad', 'Trinidad and Tobago'],
  ST: ['Sao Tome', 'São Tomé and Príncipe', 'Sao Tome and Principe'],
  GW: ['Guinea-Bissau', 'Guinea Bissau'],
  GM: ['The Gambia', 'Gambia'],
  BS: ['The Bahamas', 'Bahamas'],
  PH: ['Philippines', 'The Philippines'],
  CF: ['Central African Republic'],
  EH: ['Western Sahara'],
  VG: ['British Virgin Islands'],
  VI: ['US Virgin Islands', 'U.S. Virgin Islands', 'United States Virgin Islands', 'Virgin Islands'],
  TC: ['Turks and Caicos', 'Turks and Caicos Islands'],
  PF: ['French Polynesia', 'Tahiti'],
  LK: ['Sri Lanka', 'Ceylon'],
  BF: ['Burkina', 'Burkina Faso'],
  SH: ['Saint Helena', 'Ascension', 'Tristan da Cunha'],
  PM: ['Saint Pierre and Miquelon', 'St Pierre and Miquelon'],
  MF: ['Saint Martin'],
  SX: ['Sint Maarten'],
  BQ: ['Bonaire', 'Caribbean Netherlands'],
  CC: ['Cocos Islands', 'Keeling Islands'],
  GS: ['South Georgia'],
  WF: ['Wallis and Futuna'],
  AX: ['Aland', 'Åland', 'Aland Islands', 'Åland Islands'],
  SJ: ['Svalbard', 'Jan Mayen'],
  IM: ['Isle of Man'],
  IE: ['Ireland', 'Republic of Ireland', 'Eire'],
  SS: ['South Sudan'],
  MM: ['Burma', 'Myanmar'],
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
  /** ISO alpha-2 → alpha-3. */
  alpha3: ReadonlyMap<string, string>;
  districtCodes: readonly string[];
  districts: ReadonlyMap<string, string>;
}

/** What may qualify a name, by key: postings as `openGazetteer` reads them. Keys in the order of UTF-16 code units. */
export function collectQualifiers(sources: QualifierSources): [key: string, postings: number[]][] {
  const table = new Map<string, Map<number, number>>();
  const add = (name: string, unit: number, from: UnitPlace): void => {
    const key = cityKey(name);
    if (key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES) return;
    const postings = table.get(key) ?? new Map<number, number>();
    table.set(key, postings);
    // Short Latin words count as codes: “in” and “la” must not make a name qualified.
    const place = from === ALONE && /^[a-z]{1,3}$/.test(key) ? AFTER_COMMA : from;
    postings.set(unit, Math.min(place, postings.get(unit) ?? AFTER_COMMA));
  };
  sources.countryCodes.forEach((code, unit) => {
    for (const short of [code, sources.alpha3.get(code) ?? '']) add(short, unit, AFTER_COMMA);
    for (const short of COUNTRY_ABBREVIATIONS[code] ?? []) add(short, unit, AT_END);
    for (const name of [...(sources.countries.get(code) ?? []), ...(EXTRA_COUNTRIES[code] ?? [])])
      for (const form of [
        name,
        name.replace(/\s*\([^)]*\)/g, ''),
        name.replace(/,.*$/, ''),
        name.replace(/^the\s/i, ''),
      ])
        add(form, unit, ALONE);
  });
  sources.regionCodes.forEach((code, index) => {
    if (code === '') return;
    const unit = FIRST_REGION + index;
    const [country, own] = code.split('.') as [string, string];
    const names = [sources.regions.get(code) ?? '', ...(sources.regionNames.get(code) ?? [])];
    for (const name of names) for (const form of [name, withoutKind(name)]) add(form, unit, ALONE);
    if (country === 'US') add(own, unit, AT_END);
    const postal = REGION_CODES[country]?.[own];
    if (postal !== undefined) add(postal, unit, AT_END);
  });
  sources.districtCodes.forEach((code, index) => {
    if (code === '') return;
    const names = [sources.districts.get(code) ?? '', ...(sources.regionNames.get(code) ?? [])];
    for (const name of names)
      for (const form of [name, withoutKind(name)]) add(form, FIRST_DISTRICT + index, AFTER_COMMA);
  });
  return [...table]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, postings]) => [
      key,
      [...postings].sort(([a], [b]) => a - b).map(([unit, place]) => unit * 4 + place),
    ]);
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
