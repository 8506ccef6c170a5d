/**
 * Marks that spellings of one name disagree about: Latin and Greek diacritics, Hebrew points, Arabic vowels and the
 * tatweel. Stripping every mark would merge hundreds of Devanagari spellings, whose vowels are marks.
 */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g;
const QUOTES = /['"`´‘’‚‛“”„‟«»‹›′″ʹʺʻʼʽʾʿˈˊˋ՚׳״＇＂]/g;
const FOLDED = /[ßøđðþłæœıħŋəǝςیىکةہھە]/g;
const HIRAGANA = /[\u3041-\u3096]/g;
const TO_KATAKANA = 0x60;
const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ə: 'a',
  ǝ: 'a',
  ς: 'σ',
  // Persian and Urdu letters, and endings that are written either way.
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
};
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/gu;
/** Words that are written short or in another language, where they are not the whole name. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['sankt', 'saint'],
  ['sint', 'saint'],
  ['ste', 'saint'],
  ['sainte', 'saint'],
  ['szent', 'saint'],
  ['ft', 'fort'],
  ['mt', 'mount'],
  ['sta', 'santa'],
  ['sto', 'santo'],
  ['pto', 'puerto'],
  ['cd', 'ciudad'],
]);
const fold = (letter: string): string => FOLDS[letter] ?? letter;

/** The words of a name as keys compare them: folded to bare lower-case letters and digits, abbreviations kept. */
export function keyWords(text: string): string[] {
  const folded = isPlain(text) ? text.toLowerCase() : foldText(text);
  const words: string[] = [];
  for (const word of folded.replace(QUOTES, '').replaceAll('&', ' and ').split(SEPARATORS)) {
    if (word !== '') words.push(word);
  }
  return words;
}

/** Joins words of {@link keyWords} into a key, writing abbreviated words in full when there is more than one. */
export function joinWords(words: readonly string[]): string {
  if (words.length === 1) return words[0]!.normalize('NFC');
  let key = '';
  for (const word of words) key += WORDS.get(word) ?? word;
  return isPlain(key) ? key : key.normalize('NFC');
}

/**
 * What two spellings of one name have in common: “St. Étienne” and “saint-etienne” are both `saintetienne`.
 * Idempotent; empty when the text holds no letter or digit.
 */
export function cityKey(text: string): string {
  return simpleKey(text) ?? joinWords(keyWords(text));
}

/** The key of a single lower- or upper-case ASCII word, by far the commonest guess; else undefined. */
function simpleKey(text: string): string | undefined {
  if (text.length === 0) return undefined;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i) | 0x20;
    if (code < 0x61 || code > 0x7a || text.charCodeAt(i) < 0x41) return undefined;
  }
  return text.toLowerCase();
}

function foldText(text: string): string {
  // Quotes go first: NFKD would turn an acute accent used as an apostrophe into a space.
  const bare = text.replace(QUOTES, '').normalize('NFKD').replace(MARKS, '').toLowerCase();
  const folded = bare.normalize('NFKD').replace(MARKS, '').replace(FOLDED, fold);
  return folded.replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + TO_KATAKANA));
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7e) return false;
  return true;
}
