import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Language } from './languages.ts';
import type { Place } from './place.ts';

/** File of the artefact, beside the columns. */
export const DISPLAY_NAMES = 'display-names.json';

/**
 * Names to show by language, then by id, where they differ from the display name, which is the English one. `local`: the name at
 * home, for places that English calls otherwise.
 */
export type DisplayNames = Partial<Record<Exclude<Language, 'en'> | 'local', Record<string, string>>>;

/** What of the places' names the table holds, in the order of ids. */
export function displayNamesOf(places: readonly Place[]): DisplayNames {
  const names: DisplayNames = {};
  const add = (language: keyof DisplayNames, id: number, name: string): void => {
    (names[language] ??= {})[id] = name;
  };
  for (const { id, display, local, localised = {} } of [...places].sort((a, b) => a.id - b.id)) {
    if (local !== undefined && local !== display) add('local', id, local);
    for (const [language, name] of Object.entries(localised) as [Language, string][]) {
      // The same as in English is written down too where it is not what the place is called at home.
      if (language !== 'en' && (name !== display || local !== undefined)) add(language, id, name);
    }
  }
  return names;
}

/** Reads the table of the unpacked artefact in `folder`. */
export const readDisplayNames = (folder: string): DisplayNames =>
  JSON.parse(readFileSync(join(folder, DISPLAY_NAMES), 'utf8')) as DisplayNames;

/**
 * How places are called in one language: by their name in it, else by their name at home; one language at a time. In English
 * every place has its display name.
 */
export function createNaming(
  gazetteer: Gazetteer,
  names: DisplayNames,
  language: Language,
): (row: number) => string {
  if (language === 'en') return (row) => gazetteer.name(row);
  return (row) => {
    const id = gazetteer.ids[row]!;
    return names[language]?.[id] ?? names.local?.[id] ?? gazetteer.name(row);
  };
}
