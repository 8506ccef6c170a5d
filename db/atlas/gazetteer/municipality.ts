import { distanceKm } from './distance.ts';
import type { Place } from './place.ts';

/** A district of more places, or wider, is no town, and its name is not that of its largest place. */
const MOST_PLACES = 10;
const WIDEST_KM = 40;
/** Counties: people know that they are not cities. */
const COUNTIES = new Set(['US', 'GB', 'IE', 'HR', 'HU', 'EE', 'LR', 'KE']);

const KIND =
  /\s+(?:district|municipality|city|department|prefecture|shi|si|subdistrict|raion|opština|canton|regency|town|kommune|kommun|island|islands|county|municipio|gmina)$/i;
const KIND_BEFORE =
  /^(?:kabupaten|kota|city of|town of|municipality of|municipio de|municipiul|cantón(?: de)?|distrito(?: de)?|huyện|thị xã|thành phố|amphoe|daïra de|commune de|commune d[’']|powiat|obshtina|opština|concelho de)\s+/i;

/**
 * Lends the names of small admin-2 units to the largest place in each: where the unit is a municipality, people name the
 * city so (Datu Odin Sinsuat, Corredores). `places` are in order of importance. Returns how many were lent.
 */
export function nameMunicipalities(places: readonly Place[], names: ReadonlyMap<string, string>): number {
  const byUnit = new Map<string, Place[]>();
  for (const place of places) {
    delete place.units;
    const unit = place.districts[0] ?? '';
    if (unit === '' || COUNTIES.has(place.country)) continue;
    const list = byUnit.get(unit);
    if (list === undefined) byUnit.set(unit, [place]);
    else list.push(place);
  }
  let lent = 0;
  for (const [unit, members] of byUnit) {
    const name = names.get(unit);
    const [largest] = members;
    if (name === undefined || largest === undefined || members.length > MOST_PLACES) continue;
    if (members.some((place) => distanceKm(place, largest) > WIDEST_KM)) continue;
    largest.units = [name, name.replace(KIND, '').replace(KIND_BEFORE, '')];
    lent += 1;
  }
  return lent;
}
