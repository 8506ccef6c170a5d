import { cityKey } from '../../../shared/gazetteer/key.ts';
import { withoutEastAsianKind } from '../../../shared/gazetteer/fallback.ts';
import { abbreviations } from './abbreviation.ts';
import { chineseVariants } from './chinese.ts';

const LEADING = /^(?:city of|town of|ville de|ciudad de|the)\s+/i;
const TRAILING = /\s+(?:city|town|village)$/i;
/** Where City, Town and Village are parts of names that tell two places apart. */
const KEEPS_TRAILING = new Set(['US', 'GB', 'CA', 'AU']);
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** What Chinese, Japanese and Korean names say of the kind of place, written in Latin. */
const KINDS: Readonly<Record<string, RegExp>> = {
  JP: /(?:-|\s+)(?:shi|ku|machi|chō|cho|mura|son|gun)$/i,
  KR: /(?:-|\s+)(?:si|gun|gu|eup|myeon|ri|dong)$/i,
  TW: /(?:-|\s+)(?:shi|zhen|xiang|qu)$/i,
};

/** Where names have an Arabic article that some write and some do not. */
const ARABIC = new Set(
  'AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE'.split(' '),
);
const ARTICLE = /^(?:al|ad|an|ar|as|ash|at|ath|az|el|ed|en|er|es|esh|et|ez)[\s-]+(?=\p{L}{3})/iu;

/** Words between the two halves of a name; either half may be all that people say. */
const LINK =
  /^(.{4,}?)\s+(?:am|an der|auf der|bei|im|in|ob der|sur|sous|en|de|de la|de las|de los|del|d'|di|do|da|dos|das|dei|delle|upon|on|under|nad|pod|pri|na|v|et|-)\s+(.{4,})$/i;
const SAINT = /^(?:san|santa|santo|são|saint|sainte|sant|sankt)\s/i;
/** First halves that say the kind of place, or that too many share. */
const COMMON_HEAD =
  /^(?:ciudad|villa|vila|ville|puerto|port|fort|monte|mont|rio|río|playa|pueblo|barrio|colonia|campo|valle|val|laguna|lago|isla|ilha|cabo|punta|pont|ponte|puente|castel|castello|castro|nova|nueva|nuevo|bad|kota|ban|tanjung|municipio|distrito|parroquia|cerro|rancho|ejido|estación|estacion|paso|boca|cruz|poblado|unidad|residencial|fraccionamiento)\b/i;

/**
 * Either half of a name in two: “Bariloche” of San Carlos de Bariloche, “Frankfurt” of Frankfurt am Main, “Goose Bay” of
 * Happy Valley-Goose Bay. They rank last: another place of that name always goes before.
 */
export function partsOfName(name: string, country: string): string[] {
  const parts: string[] = [];
  if (country === 'CN')
    parts.push(name.replace(/(?:\s+|-)?(?:chengguanzhen|chengguan|zhen|xiang|cun|shi|xian)$/i, ''));
  const halves = LINK.exec(name);
  if (halves !== null) {
    const [, head = '', tail = ''] = halves;
    if (!COMMON_HEAD.test(head)) parts.push(head);
    if (SAINT.test(head)) parts.push(tail);
  }
  if ((country === 'US' || country === 'CA') && /\s/.test(name)) {
    const sides = name.split('-');
    if (sides.length === 2) parts.push(...sides.filter((side) => side.length > 3));
  }
  return parts;
}

/** A name in the scripts of its language: both of Chinese, of which sources commonly have one. */
export const scriptVariants = (name: string): string[] =>
  /\p{sc=Han}/u.test(name) ? [name, ...chineseVariants(name)] : [name];

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
  const kind = KINDS[country];
  if (kind !== undefined) consider(name.replace(kind, ''));
  consider(withoutEastAsianKind(name));
  if (ARABIC.has(country)) {
    consider(name.replace(ARTICLE, ''));
    consider(name.replace(/^ال(?=\p{sc=Arabic}{3})/u, ''));
  }
  for (const short of abbreviations(name, country)) consider(short);
  for (const variant of [name, ...variants]) {
    add(variant);
    const lower = variant.normalize('NFC').toLowerCase();
    if (/[äöüåø]/.test(lower)) add(lower.replace(/[äöüåø]/g, (letter) => UMLAUTS[letter]!));
  }
  return keys;
}
