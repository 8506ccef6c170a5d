/** The languages that names are kept in, to be shown. */
export const LANGUAGES = [
  'ar',
  'cs',
  'de',
  'en',
  'es',
  'fr',
  'he',
  'hi',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'uk',
  'zh',
] as const;

export type Language = (typeof LANGUAGES)[number];

const SHOWN: ReadonlySet<string> = new Set(LANGUAGES);

export const isShown = (code: string): code is Language => SHOWN.has(code);
