import { isShown, type Language } from '../languages.ts';

/** A capital with its names in other languages. */
export interface CapitalNames {
  country: string;
  /** Its English name. */
  name: string;
  localised: Partial<Record<Language, string>>;
  /** All its names. */
  names: string[];
}

/**
 * Reads the committed table of names of capitals: country, English name, and a cell for each language, its BCP 47 tag and names
 * (`pt=Londres`, `ru=Таллин/Таллинн`), the usual one first. Throws with the line's number.
 */
export function readCapitalNames(text: string): CapitalNames[] {
  const rows: CapitalNames[] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const [country = '', name = '', ...cells] = line.split('\t');
    const row: CapitalNames = { country, name, localised: {}, names: [] };
    let isValid = /^[A-Z]{2}$/.test(country) && name !== '' && cells.length > 0;
    for (const cell of cells) {
      const [, language = '', list = ''] = /^([a-z]{2}(?:-[A-Z]{2})?)=(.+)$/.exec(cell) ?? [];
      const names = list.split('/');
      isValid &&= names.every((each) => each !== '' && each === each.trim());
      if (isShown(language)) row.localised[language] = names[0]!;
      row.names.push(...names);
    }
    if (!isValid) throw new Error(`Line ${index + 1} of the names of capitals is damaged: ${line}`);
    rows.push(row);
  });
  return rows;
}
