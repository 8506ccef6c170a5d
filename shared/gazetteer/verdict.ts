/** The rule of the judge that decided, for people who ask “why was this not accepted?”. */
export type Why =
  | 'name' // a name of the first candidate, or a short form of it
  | 'alternate' // another name of it
  | 'qualified' // “Boulogne, Hauts-de-France”
  | 'fallback' // a parenthesis, a generic word or one side of a slash was dropped
  | 'typo'
  | 'section'
  | 'elsewhere'
  | 'close'
  | 'nothing';

/** What a text means in a quiz, before anybody's finds are considered. Rows are rows of the gazetteer. */
export type Verdict =
  /**
   * `rows`: every city it can mean, likeliest first. Under `take: 'first'` the store credits the first of them that nobody
   * relevant has, but only of the first `reach`: the others need to be told apart. Under `take: 'all'`, every free one.
   */
  | { kind: 'candidates'; rows: number[]; reach: number; take: 'first' | 'all'; why: Why }
  /** A section of the city in row `of`. */
  | { kind: 'part'; of: number; why: Why }
  | { kind: 'outside' | 'near' | 'unknown'; why: Why };

export interface JudgeOptions {
  namesakes: 'largest' | 'all';
  typos: 'off' | 'hint' | 'accept';
}

/** Membership of a quiz by row: bit `row & 7` of byte `row >> 3`. */
export type Members = Uint8Array;

/** The rows that a verdict credits to a player who has found nothing yet. */
export function creditedBy(verdict: Verdict): number[] {
  if (verdict.kind !== 'candidates') return [];
  return verdict.take === 'all' ? verdict.rows : verdict.rows.slice(0, 1);
}

/** The rows that saying the same text again would credit, one after another. */
export function nextOf(verdict: Verdict): number[] {
  return verdict.kind === 'candidates' && verdict.take === 'first'
    ? verdict.rows.slice(1, verdict.reach)
    : [];
}
