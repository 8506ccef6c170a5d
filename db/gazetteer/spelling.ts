import { cityKey } from '../../shared/gazetteer/key.ts';

const LEADING = /^(?:city of|town of|ville de|ciudad de|the)\s+/i;
const TRAILING = /\s+(?:city|town|village)$/i;
/** Where City, Town and Village are parts of names that tell two places apart. */
const KEEPS_TRAILING = new Set(['US', 'GB', 'CA', 'AU']);
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** The keys under which one name of a place is found: its own first, then those of its usual variants. */
export function spellings(name: string, country: string): string[] {
  const keys: string[] = [];
  const add = (text: string): void => {
    const key = cityKey(text);
    if (key !== '' && !keys.includes(key)) keys.push(key);
  };
  add(name);
  const variants = new Set<string>();
  const consider = (text: string): void => {
    const trimmed = text.trim();
    if (trimmed.length > 1) variants.add(trimmed);
  };
  consider(name.replace(/\([^)]*\)/g, ' '));
  if (name.includes('/')) name.split('/').forEach(consider);
  if (name.includes(',')) consider(name.slice(0, name.indexOf(',')));
  consider(name.replace(LEADING, ''));
  if (!KEEPS_TRAILING.has(country)) consider(name.replace(TRAILING, ''));
  for (const variant of [name, ...variants]) {
    add(variant);
    const lower = variant.normalize('NFC').toLowerCase();
    if (/[äöüåø]/.test(lower)) add(lower.replace(/[äöüåø]/g, (letter) => UMLAUTS[letter]!));
  }
  return keys;
}
