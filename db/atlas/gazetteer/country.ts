/** Short names in use where the source has a longer first one, and codes that it lacks. */
const SHORT: Readonly<Record<string, string>> = {
  BN: 'Brunei',
  BO: 'Bolivia',
  CD: 'DR Congo',
  CG: 'Congo',
  CI: 'Ivory Coast',
  CZ: 'Czechia',
  FK: 'Falkland Islands',
  FM: 'Micronesia',
  GB: 'United Kingdom',
  GM: 'Gambia',
  HK: 'Hong Kong',
  IR: 'Iran',
  KP: 'North Korea',
  KR: 'South Korea',
  LA: 'Laos',
  MD: 'Moldova',
  MK: 'North Macedonia',
  MO: 'Macao',
  PS: 'Palestine',
  RU: 'Russia',
  SH: 'Saint Helena',
  SY: 'Syria',
  SZ: 'Eswatini',
  TR: 'Turkey',
  TW: 'Taiwan',
  TZ: 'Tanzania',
  US: 'United States',
  VA: 'Vatican City',
  VE: 'Venezuela',
  VG: 'British Virgin Islands',
  VI: 'U.S. Virgin Islands',
  VN: 'Vietnam',
  XK: 'Kosovo',
};

/** The English short name of an ISO code. Throws for one that has none: the build must notice. */
export function countryName(code: string, names: ReadonlyMap<string, readonly string[]>): string {
  const name = SHORT[code] ?? names.get(code)?.[0];
  if (name === undefined) throw new Error(`No name for the country ${code}`);
  return name;
}
