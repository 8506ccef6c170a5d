import { usableLocale } from './locale.ts';

const reader = (globalThis as { navigator?: { language?: string; languages?: readonly string[] } }).navigator;
/** The reader's language, for figures and sorting; the words are English. */
const locale = usableLocale([reader?.language, ...(reader?.languages ?? []), 'en']);

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const rounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };

/** 461865 → “461,865”, as the reader's language writes it. */
export const count = (value: number): string => whole.format(value);

/** 522250 → “522,000”: what one can hear and keep. */
export const aboutCount = (value: number): string => rounded.format(value);

/** 5.83 → “5.8”. */
export const oneDecimal = (value: number): string => decimal.format(value);

/** A share of 1: 0.139 → “13.9 %”. A share that is not nothing is never shown as nothing. */
export const share = (value: number): string =>
  value > 0 && value < 0.001 ? `< ${percent.format(0.001)}` : percent.format(value);

/** 41 → “41st”. */
export const nth = (value: number): string => `${count(value)}${SUFFIXES[ordinal.select(value)] ?? 'th'}`;

/** “1 city”, “2 cities”. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Sorts names as the reader's language does, figures by their value. */
export const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
