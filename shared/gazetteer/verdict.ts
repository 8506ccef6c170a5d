/** The rule of the judge that decided, for people who ask “why was this not accepted?”. */
export type Why =
  | 'name' // rank 0 or 1 of the whole text
  | 'alternate' // rank 2 only
  | 'qualified' // “Boulogne, Hauts-de-France”
  | 'fallback' // a parenthesis, a generic word or one side of a slash was dropped
  | 'typo'
  | 'section'
  | 'elsewhere'
  | 'several'
  | 'close'
  | 'nothing';

/** What a text means in a quiz, before anybody's finds are considered. Rows are rows of the gazetteer. */
export type Verdict =
  /**
   * `rows`: candidates in order, best first. Under `take: 'first'` the store credits the first of them that nobody
   * relevant has, and besides it every free one of `also` (a capital of that very name, a strong alternate); under
   * `take: 'all'`, every free one of `rows` (`also` is empty then).
   */
  | {
      kind: 'candidates';
      rows: number[];
      also: number[];
      take: 'first' | 'all';
      why: Why;
      byNamesake: boolean;
    }
  /** A section of the city in row `of`. */
  | { kind: 'part'; of: number; why: Why }
  | { kind: 'ambiguous' | 'outside' | 'near' | 'unknown'; why: Why };

export interface JudgeOptions {
  namesakes: 'largest' | 'all';
  typos: 'off' | 'hint' | 'accept';
}

/** Membership of a quiz by row: bit `row & 7` of byte `row >> 3`. */
export type Members = Uint8Array;

/** The rows that a verdict credits to a player who has found nothing yet. */
export function creditedBy(verdict: Verdict): number[] {
  if (verdict.kind !== 'candidates') return [];
  return verdict.take === 'all' ? verdict.rows : [...verdict.rows.slice(0, 1), ...verdict.also];
}
