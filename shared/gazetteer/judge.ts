import { type Bearers, bearersOf } from './bearers.ts';
import { fallbacks } from './fallback.ts';
import { FIRST_REGION, NATIONAL_CAPITAL, NO_ROW, REGIONAL_CAPITAL, type Gazetteer } from './gazetteer.ts';
import { cityKey } from './key.ts';
import { type QualifiedName, splitAtComma, splitAtWords } from './qualify.ts';
import { findTypo } from './typo.ts';
import type { JudgeOptions, Members, Verdict, Why } from './verdict.ts';

/** From what population on, and how many times the largest of that name, an alternate is credited beside it. */
const STRONG_POPULATION = 100_000;
const STRONG_TIMES = 5;
/**
 * Nobody can say which Lebanon of the USA is meant: one guess credits the largest and up to so many of the next that have
 * such a share of its people, and so many capitals of admin-1 units.
 */
const TOSS_UP_SHARE = 0.4;
const TOSS_UPS = 2;
const SEATS = 2;
/** How many times the next a place must be, for a qualifier that fits several to mean it. */
const DOMINANT_TIMES = 3;

export interface Judge {
  /**
   * What `text` means in a quiz, before anybody's finds are considered. `text` is one guess, trimmed or not, of any
   * characters; its length is the caller's to bound.
   */
  judge(members: Members, text: string, options: JudgeOptions): Verdict;
}

const takeOf = (namesakes: JudgeOptions['namesakes']): 'all' | 'first' =>
  namesakes === 'all' ? 'all' : 'first';

const UNKNOWN: Verdict = { kind: 'unknown', why: 'nothing' };
const OUTSIDE: Verdict = { kind: 'outside', why: 'elsewhere' };

/** The rules of names, over one gazetteer. Pure: it keeps nothing between two calls. */
export function createJudge(gazetteer: Gazetteer): Judge {
  const { populations, flags } = gazetteer;

  function candidates(
    found: Bearers,
    { namesakes }: JudgeOptions,
    why: Why | undefined,
  ): Verdict | undefined {
    const { primary, exact, alternate, largest } = found;
    const first = primary[0] ?? alternate[0];
    if (first === undefined) return undefined;
    const strongest = alternate[0];
    const rows = primary.length > 0 ? primary : [first];
    const also: number[] = [];
    if (primary.length > 0) {
      // “Caxias” is short for Caxias do Sul, and the name of a smaller city.
      if (exact !== NO_ROW && exact !== first) also.push(exact);
      addNamesakes(also, primary);
      if (strongest !== undefined && isStrong(strongest, first)) also.push(strongest);
    }
    const reason = why ?? (primary.length > 0 ? 'name' : 'alternate');
    const byNamesake = primary.length > 0 && largest !== NO_ROW && largest < first;
    if (also.length === 0)
      return { kind: 'candidates', rows, also, take: takeOf(namesakes), why: reason, byNamesake };
    const rest = rows.filter((row) => !also.includes(row));
    if (namesakes === 'largest') {
      return { kind: 'candidates', rows: rest, also, take: 'first', why: reason, byNamesake };
    }
    const all = [...rest, ...also].sort((a, b) => a - b);
    return { kind: 'candidates', rows: all, also: [], take: 'all', why: reason, byNamesake };
  }

  /** The namesakes that are meant as likely as the largest: capitals, and the next two where hardly smaller. */
  function addNamesakes(also: number[], primary: readonly number[]): void {
    const enough = TOSS_UP_SHARE * populations[primary[0]!]!;
    for (let i = 1, seats = 0; i < primary.length; i += 1) {
      const row = primary[i]!;
      const people = populations[row]!;
      const isTossUp = i <= TOSS_UPS && people > 0 && people >= enough;
      const isSeat = (flags[row]! & REGIONAL_CAPITAL) !== 0 && seats < SEATS;
      if (isSeat) seats += 1;
      const isCapital = (flags[row]! & NATIONAL_CAPITAL) !== 0;
      if ((isTossUp || isSeat || isCapital) && !also.includes(row)) also.push(row);
    }
  }

  function isStrong(alternate: number, primary: number): boolean {
    const people = populations[alternate]!;
    return people >= STRONG_POPULATION && people >= STRONG_TIMES * populations[primary]!;
  }

  /** A qualified name means one place of the quiz; undefined when the units hold no place of that name at all. */
  function qualified(
    members: Members,
    { key, units }: QualifiedName,
    options: JudgeOptions,
  ): Verdict | undefined {
    const found = bearersOf(gazetteer, members, key, units);
    if (!found.known) return undefined;
    const rows = found.primary.length > 0 ? found.primary : found.alternate.slice(0, 1);
    if (rows.length === 0) {
      return found.sectionOf === NO_ROW ? OUTSIDE : { kind: 'part', of: found.sectionOf, why: 'section' };
    }
    if (rows.length > 1 && !isDominant(rows[0]!, rows[1]!)) {
      // A country that holds every place of the name in the quiz tells nothing apart: the name alone decides.
      const plain = bearersOf(gazetteer, members, key);
      const isIdle =
        plain.primary.length === rows.length && units.every((list) => list.some((u) => u < FIRST_REGION));
      return isIdle ? candidates(plain, options, 'qualified') : { kind: 'ambiguous', why: 'several' };
    }
    return {
      kind: 'candidates',
      rows: [rows[0]!],
      also: [],
      take: takeOf(options.namesakes),
      why: 'qualified',
      byNamesake: false,
    };
  }

  function isDominant(first: number, second: number): boolean {
    return populations[first]! > 0 && populations[first]! >= DOMINANT_TIMES * populations[second]!;
  }

  function judge(members: Members, text: string, options: JudgeOptions): Verdict {
    const split = splitAtComma(text, gazetteer);
    const said = split && qualified(members, split, options);
    if (said !== undefined) return said;

    const key = cityKey(text);
    if (key === '') return UNKNOWN;
    const found = bearersOf(gazetteer, members, key);
    const named = candidates(found, options, undefined);
    if (named !== undefined) return named;
    const inWords = splitAtWords(text, gazetteer, (name) => qualified(members, name, options));
    if (inWords !== undefined && inWords.kind !== 'outside') return inWords;
    if (found.sectionOf !== NO_ROW) return { kind: 'part', of: found.sectionOf, why: 'section' };
    if (found.known || inWords !== undefined) return OUTSIDE;

    // Norfolk Island is no way to write Norfolk, nor Algeria to write Algiers.
    if (gazetteer.unitsOf(key) !== undefined) return UNKNOWN;
    let known = false;
    for (const variant of fallbacks(text)) {
      const other = bearersOf(gazetteer, members, cityKey(variant));
      const verdict = candidates(other, options, 'fallback');
      if (verdict !== undefined) return verdict;
      if (other.sectionOf !== NO_ROW) return { kind: 'part', of: other.sectionOf, why: 'fallback' };
      known ||= other.known;
    }
    if (known) return OUTSIDE;
    if (options.typos === 'off' || split !== undefined) return UNKNOWN;
    const row = findTypo(gazetteer, members, key);
    if (row === NO_ROW) return UNKNOWN;
    if (options.typos === 'hint') return { kind: 'near', why: 'close' };
    return {
      kind: 'candidates',
      rows: [row],
      also: [],
      take: takeOf(options.namesakes),
      why: 'typo',
      byNamesake: false,
    };
  }

  return { judge };
}
