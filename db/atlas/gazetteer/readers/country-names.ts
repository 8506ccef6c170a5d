import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** ISO alpha-2 → its names in all languages of `i18n-iso-countries`, the English ones first. `folder`: a node_modules. */
export function readCountryNames(folder: string, parse: (path: string) => unknown): Map<string, string[]> {
  const countries = new Map<string, string[]>();
  const languages = readdirSync(join(folder, 'i18n-iso-countries/langs')).sort();
  for (const file of ['en.json', ...languages.filter((name) => name !== 'en.json')]) {
    const table = parse(`i18n-iso-countries/langs/${file}`) as {
      countries: Record<string, string | string[]>;
    };
    for (const [code, names] of Object.entries(table.countries)) {
      const known = countries.get(code) ?? [];
      countries.set(code, known);
      known.push(...(Array.isArray(names) ? names : [names]));
    }
  }
  return countries;
}
