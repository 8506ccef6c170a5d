import type { Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../shared/gazetteer/verdict.ts';
import { isMember } from '../../shared/catalogue/membership.ts';
import { SECTION } from '../../shared/gazetteer/gazetteer.ts';
import type { Definition } from '../catalogue/definitions.ts';
import type { PlacedUnit } from './regions.ts';
import type { Role } from './sheet.ts';

/** Countries of more and smaller regions than a map can show: their outline alone is drawn. */
export const OUTLINE_ONLY = new Set(['SI', 'LV', 'MT', 'MK']);

/** What each unit is on the map of a quiz. */
export function createRoles(
  definition: Definition,
  members: Members,
  gazetteer: Gazetteer,
): (unit: PlacedUnit) => Role {
  const names = createNames(gazetteer);
  const { kind, country, region } = definition;
  const isInPlay =
    kind === 'continent' ? createPlay(members, gazetteer) : (unit: PlacedUnit) => unit.country !== 'AQ';
  const byRegion = country !== undefined && !(kind === 'country' && OUTLINE_ONLY.has(country));
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
