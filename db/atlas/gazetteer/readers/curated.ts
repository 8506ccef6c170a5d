import type { ListedPlace } from './listed-place.ts';

const COLUMNS = 7;

/**
 * Reads the committed table of places that no package has: names (the one to show first, others after a `|`), country,
 * GeoNames' admin-1 code, latitude, longitude, population and where it is from. Throws with the line's number.
 */
export function readCurated(text: string): ListedPlace[] {
  const rows: ListedPlace[] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const column = line.split('\t');
    const [names = '', country = '', region = '', lat, lon, population, source = ''] = column;
    const row = {
      names: names.split('|'),
      country,
      region,
      lat: Number(lat),
      lon: Number(lon),
      population: Number(population),
      isCertain: true,
    };
    const isValid =
      column.length === COLUMNS &&
      row.names.every((name) => name !== '') &&
      region.startsWith(`${country}.`) &&
      Math.abs(row.lat) <= 90 &&
      Math.abs(row.lon) <= 180 &&
      Number.isSafeInteger(row.population) &&
      row.population > 0 &&
      source !== '';
    if (!isValid) throw new Error(`Line ${index + 1} of the curated places is damaged: ${line}`);
    rows.push(row);
  });
  return rows;
}
