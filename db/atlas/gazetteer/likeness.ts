import { joinWords, keyWords } from '../../../shared/gazetteer/key.ts';

/** Letters that transcriptions of one name choose between, as what is left of them. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|tsch|tch|sh|ch|cz|zh|dj|dž|j/g, 'c'],
  [/ph/g, 'f'],
  [/kh|gh|ck|q|g|c(?=[aou])/g, 'k'],
  [/th|dh|d/g, 't'],
  [/tz|ts|z/g, 's'],
  [/w|b|bh|p/g, 'v'],
  [/[aeiouyh]/g, ''],
  [/(.)\1+/g, '$1'],
];
const SHORTEST_SKELETON = 3;
/** Of so many letters each may differ by one more. */
const LETTERS_AN_EDIT = 4;
const SHORTEST_PREFIX = 4;
const SHORTEST_END = 5;
/** Words that say where one of two neighbours of a name lies: such two are two places. */
const APART = new Set(
  'north south east west upper lower new old great little saint nova novo nueva nuevo nowa stara staro oberer unter ober nieder nord sud est ouest norte sur este oeste alta alto baixa baixo velha velho vieja viejo grand petit gross klein gornji donji verkhniy nizhniy bolshoy malyy kita minami higashi nishi'.split(
    ' ',
  ),
);

/** A name with what comparing it needs. */
export interface Likeness {
  key: string;
  words: readonly string[];
  skeleton: string;
}

export function likenessOf(name: string): Likeness {
  const words = keyWords(name);
  const key = words.length === 0 ? '' : joinWords(words);
  return { key, words, skeleton: skeletonOf(key) };
}

/**
 * Whether two names of places a few kilometres apart are spellings of one: the same sounds, an edit for every four letters,
 * or one the beginning or end of the other in whole words. Not where a word tells neighbours apart (North, New, Upper).
 */
export function areAlike(a: Likeness, b: Likeness): boolean {
  if (a.key === b.key) return true;
  if (tellApart(a.words, b.words)) return false;
  const isLatin = /^[a-z]+$/.test(a.key) && /^[a-z]+$/.test(b.key);
  if (isLatin && a.skeleton === b.skeleton && a.skeleton.length >= SHORTEST_SKELETON) return true;
  const shortest = Math.min(a.key.length, b.key.length);
  const edits = Math.floor(shortest / LETTERS_AN_EDIT);
  if (edits > 0 && Math.abs(a.key.length - b.key.length) <= edits && isWithin(a.key, b.key, edits))
    return true;
  return isPart(a.words, b.words) || isPart(b.words, a.words);
}

function tellApart(a: readonly string[], b: readonly string[]): boolean {
  return (
    a.some((word) => APART.has(word) && !b.includes(word)) ||
    b.some((word) => APART.has(word) && !a.includes(word))
  );
}

function isPart(short: readonly string[], long: readonly string[]): boolean {
  const letters = short.join('').length;
  const rest = long.length - short.length;
  if (short.length === 0 || rest <= 0) return false;
  return (
    (letters >= SHORTEST_PREFIX && short.every((word, i) => word === long[i])) ||
    (letters >= SHORTEST_END && short.every((word, i) => word === long[rest + i]))
  );
}

function skeletonOf(key: string): string {
  let left = key;
  for (const [pattern, sound] of SOUNDS) left = left.replace(pattern, sound);
  return left;
}

/** Whether the Levenshtein distance of two strings is at most `most`. */
function isWithin(a: string, b: string, most: number): boolean {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + swap));
    }
    if (Math.min(...row) > most) return false;
    before = row;
  }
  return before[b.length]! <= most;
}
