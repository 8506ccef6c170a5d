import { SECTION, type Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { boundsOf, contains, distance } from './geometry.ts';
import type { Unit } from './outlines.ts';

/** A unit, and the admin-1 region of the gazetteer that it is a part of. */
export interface PlacedUnit extends Unit {
  /** GeoNames admin-1 code as the gazetteer has it, or '' where its country has no regions. */
  region: string;
}

const CELL = 1;

/**
 * Finds each unit's region by the places that stand in it: Natural Earth draws departments where GeoNames has regions,
 * and codes of reforms ago. A unit without places takes its own code, or else the region of the nearest place of its country.
 */
export function placeUnits(units: readonly Unit[], gazetteer: Gazetteer): PlacedUnit[] {
  const votes = countVotes(units, gazetteer);
  const codes = new Set(gazetteer.regionCodes);
  return units.map((unit, index) => {
    const won = winner(votes[index]!);
    return {
      ...unit,
      region:
        won !== undefined
          ? gazetteer.regionCodes[won]!
          : codes.has(unit.code)
            ? unit.code
            : nearest(unit, gazetteer),
    };
  });
}

/**
 * Region → people (and one for each place), for each unit: villages across a coarse border must not outvote a city that
 * is a region of its own. Places of other countries have no vote.
 */
function countVotes(units: readonly Unit[], gazetteer: Gazetteer): Map<number, number>[] {
  const votes = units.map(() => new Map<number, number>());
  const cells = new Map<string, { unit: number; polygon: Unit['pieces'][number]['polygon'] }[]>();
  units.forEach(({ pieces }, unit) => {
    for (const { polygon } of pieces) {
      const [west, south, east, north] = boundsOf(polygon[0]!);
      for (let x = Math.floor(west / CELL); x <= east / CELL; x++) {
        for (let y = Math.floor(south / CELL); y <= north / CELL; y++) {
          const key = `${x} ${y}`;
          const cell = cells.get(key);
          if (cell === undefined) cells.set(key, [{ unit, polygon }]);
          else cell.push({ unit, polygon });
        }
      }
    }
  });
  for (let row = 0; row < gazetteer.size; row++) {
    if ((gazetteer.flags[row]! & SECTION) !== 0 || gazetteer.regions[row] === 0) continue;
    const [lon, lat] = [gazetteer.lons[row]!, gazetteer.lats[row]!];
    const country = gazetteer.countryCodes[gazetteer.countries[row]!];
    for (const { unit, polygon } of cells.get(`${Math.floor(lon / CELL)} ${Math.floor(lat / CELL)}`) ?? []) {
      if (units[unit]!.country !== country || !contains(polygon, lon, lat)) continue;
      const region = gazetteer.regions[row]!;
      votes[unit]!.set(region, (votes[unit]!.get(region) ?? 0) + gazetteer.populations[row]! + 1);
      break;
    }
  }
  return votes;
}

function winner(votes: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  for (const [region, count] of votes) {
    const most = best === undefined ? 0 : votes.get(best)!;
    if (count > most || (count === most && region < best!)) best = region;
  }
  return best;
}

function nearest(unit: Unit, gazetteer: Gazetteer): string {
  const country = gazetteer.countryCodes.indexOf(unit.country);
  const cap = unit.pieces[0]?.cap;
  if (country < 0 || cap === undefined) return '';
  let best = 0;
  let least = Infinity;
  for (let row = 0; row < gazetteer.size; row++) {
    if (gazetteer.countries[row] !== country || gazetteer.regions[row] === 0) continue;
    const far = distance(cap.lon, cap.lat, gazetteer.lons[row]!, gazetteer.lats[row]!);
    if (far < least) [best, least] = [gazetteer.regions[row]!, far];
  }
  return gazetteer.regionCodes[best]!;
}
