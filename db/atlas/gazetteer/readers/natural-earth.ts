import type { ListedPlace } from './listed-place.ts';

/** Countries that Natural Earth gives no ISO code of two letters. */
const COUNTRIES: Readonly<Record<string, string>> = {
  Kosovo: 'XK',
  Somaliland: 'SO',
  'Northern Cyprus': 'CY',
};

/** Its places are research stations, whose people come and go. */
const ANTARCTICA = 'AQ';

/** Reads `city-timezones`: Natural Earth's populated places. Its populations are those of urban areas. */
export function readNaturalEarth(json: unknown): ListedPlace[] {
  const rows = json as {
    city: string;
    city_ascii: string;
    lat: number;
    lng: number;
    pop: number;
    country: string;
    iso2: string;
    province: string | null;
  }[];
  return rows.flatMap((row) => {
    const country = /^[A-Z]{2}$/.test(row.iso2) ? row.iso2 : COUNTRIES[row.country];
    if (country === undefined || country === ANTARCTICA || row.city === '') return [];
    return {
      names: row.city === row.city_ascii ? [row.city] : [row.city, row.city_ascii],
      lat: row.lat,
      lon: row.lng,
      country,
      region: row.province ?? '',
      population: Math.round(row.pop),
      isRough: true,
    };
  });
}
