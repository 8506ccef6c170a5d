import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { isMember } from '../../../shared/catalogue/membership.ts';
import { SECTION } from '../../../shared/gazetteer/gazetteer.ts';
import type { Definition } from '../catalogue/definitions.ts';
import type { PlacedUnit } from './regions.ts';
import type { Role } from './sheet.ts';

/** Countries of more and smaller regions than a map can show: their outline alone is drawn. */
const TINY_REGIONS = new Set(['SI', 'LV', 'MT', 'MK']);
/** So it is where more than this share of the regions came after the outlines were drawn. */
const LATER_SHARE = 0.3;

/** Whether a country is drawn without its regions. */
export function isOutlineOnly(country: string, units: readonly PlacedUnit[], gazetteer: Gazetteer): boolean {
  if (TINY_REGIONS.has(country)) return true;
  const drawn = new Set(units.filter((unit) => unit.country === country).map(({ region }) => region));
  const known = new Set<number>();
  const index = gazetteer.countryCodes.indexOf(country);
  for (let row = 0; row < gazetteer.size; row++) {
    if (gazetteer.countries[row] !== index || (gazetteer.flags[row]! & SECTION) !== 0) continue;
    const region = gazetteer.regions[row]!;
    if (gazetteer.regionNames[region] !== '') known.add(region);
  }
  const later = [...known].filter((region) => !drawn.has(gazetteer.regionCodes[region]!)).length;
  return later > LATER_SHARE * known.size;
}

/** What each unit is on the map of a quiz. */
export function createRoles(
  definition: Definition,
  members: Members,
  gazetteer: Gazetteer,
  units: readonly PlacedUnit[],
): (unit: PlacedUnit) => Role {
  const names = createNames(gazetteer);
  const { kind, country, region } = definition;
  const isInPlay =
    kind === 'continent' ? createPlay(members, gazetteer) : (unit: PlacedUnit) => unit.country !== 'AQ';
  const byRegion = country !== undefined && !(kind === 'country' && isOutlineOnly(country, units, gazetteer));
  return (unit) => {
    const inPlay =
      region !== undefined
        ? unit.region === region
        : country !== undefined
          ? unit.country === country
          : isInPlay(unit);
    // A country's map shows its regions; that of a region, its sisters around it. Everybody else is whole.
    const split =
      byRegion && unit.country === country && unit.region !== '' && (inPlay || region !== undefined);
    const key = split ? unit.region : unit.country;
    return { object: inPlay ? 'units' : 'land', key, name: (split ? names.region : names.country)(key) };
  };
}

function createNames({ countryCodes, countryNames, regionCodes, regionNames }: Gazetteer) {
  const countries = new Map(countryCodes.map((code, index) => [code, countryNames[index]!]));
  const regions = new Map(regionCodes.map((code, index) => [code, regionNames[index]!]));
  return {
    country: (code: string): string => countries.get(code) ?? '',
    region: (code: string): string => regions.get(code) ?? '',
  };
}

/** Transcontinental countries are in play by region: one is, when half of its places are members. */
function createPlay(members: Members, gazetteer: Gazetteer): (unit: PlacedUnit) => boolean {
  const shares = new Map<string, { all: number; inside: number }>();
  for (let row = 0; row < gazetteer.size; row++) {
    if ((gazetteer.flags[row]! & SECTION) !== 0) continue;
    const country = gazetteer.countryCodes[gazetteer.countries[row]!]!;
    for (const key of new Set([country, gazetteer.regionCodes[gazetteer.regions[row]!] ?? ''])) {
      const share = shares.get(key) ?? { all: 0, inside: 0 };
      shares.set(key, share);
      share.all++;
      if (isMember(members, row)) share.inside++;
    }
  }
  return ({ country, region }) => {
    const share = (region === '' ? undefined : shares.get(region)) ?? shares.get(country);
    return share !== undefined && share.inside * 2 >= share.all;
  };
}
