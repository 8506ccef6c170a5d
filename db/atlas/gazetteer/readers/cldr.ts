import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cityKey } from '../../../../shared/gazetteer/key.ts';
import { isShown, type Language } from '../languages.ts';

/** A city with its names in many languages. */
export interface NamedCity {
  /** Its English name, and that of its time zone. */
  names: string[];
  lat: number;
  lon: number;
  country: string;
  localised: Partial<Record<Language, string>>;
  /** Its names in every language there is. */
  all: string[];
}

/** Languages, with their scripts; what countries do differently is not about cities. */
const LOCALE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?$/;

interface ZoneNode {
  exemplarCity?: string;
  [part: string]: ZoneNode | string | undefined;
}

/** What of Natural Earth's populated places says where the city of a time zone is. */
interface ZonedRow {
  city: string;
  city_ascii: string;
  lat: number;
  lng: number;
  iso2: string;
  timezone: string;
}

/**
 * Reads the exemplar cities of time zones from `cldr-dates-full`: names of some 400 cities in all languages. `rows`: those of
 * `city-timezones`, from which their positions are; cities that are not there are left out. `folder`: a node_modules.
 */
export function readNamedCities(
  folder: string,
  rows: unknown,
  parse: (path: string) => unknown,
): NamedCity[] {
  const zones = new Map<string, Map<string, string>>();
  const locales = readdirSync(join(folder, 'cldr-dates-full/main'))
    .filter((locale) => LOCALE.test(locale))
    .sort();
  for (const locale of locales) {
    const { main } = parse(`cldr-dates-full/main/${locale}/timeZoneNames.json`) as {
      main: Record<string, { dates: { timeZoneNames: { zone?: ZoneNode } } }>;
    };
    eachCity(main[locale]?.dates.timeZoneNames.zone ?? {}, [], (zone, name) => {
      const known = zones.get(zone) ?? new Map<string, string>();
      zones.set(zone, known.set(locale, name));
    });
  }
  const byZone = new Map<string, ZonedRow[]>();
  for (const row of rows as ZonedRow[]) byZone.set(row.timezone, [...(byZone.get(row.timezone) ?? []), row]);
  return [...zones].flatMap(([zone, byLocale]) => {
    const names = [
      byLocale.get('en') ?? '',
      zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '),
    ].filter(Boolean);
    const keys = new Set(names.map(cityKey));
    const row = byZone
      .get(zone)
      ?.find(({ city, city_ascii }) => keys.has(cityKey(city)) || keys.has(cityKey(city_ascii)));
    if (row === undefined || !/^[A-Z]{2}$/.test(row.iso2)) return [];
    const localised: Partial<Record<Language, string>> = {};
    for (const [locale, name] of byLocale) if (isShown(locale)) localised[locale] = name;
    return {
      names,
      lat: row.lat,
      lon: row.lng,
      country: row.iso2,
      localised,
      all: [...new Set(byLocale.values())],
    };
  });
}

function eachCity(
  node: ZoneNode,
  path: readonly string[],
  visit: (zone: string, name: string) => void,
): void {
  if (node.exemplarCity !== undefined) visit(path.join('/'), node.exemplarCity);
  for (const [part, child] of Object.entries(node))
    if (typeof child === 'object') eachCity(child, [...path, part], visit);
}
