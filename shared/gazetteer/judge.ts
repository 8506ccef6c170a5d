import { type Bearers, bearersOf } from './bearers.ts';
import { fallbacks, isWater, withoutEastAsianKind } from './fallback.ts';
import { AFTER_COMMA, NO_ROW, type Gazetteer } from './gazetteer.ts';
import { cityKey } from './key.ts';
import { ALTERNATE, likelihood, OBSCURE, SHORT } from './likelihood.ts';
import { areCountries, type QualifiedName, splitAtComma, splitAtWords, withoutDistricts } from './qualify.ts';
import { findTypo } from './typo.ts';
import type { JudgeOptions, Members, Verdict, Why } from './verdict.ts';

/** How many cities a name by itself reaches, said again and again: which those are, people can still keep in mind. */
const REACH = 3;
/** An obscure alternate means nothing where a place outside the quiz is so many times likelier. */
const LIKELIER_TIMES = 10;

export interface Judge {
  /**
   * What `text` means in a quiz, before anybody's finds are considered. `text` is one guess, trimmed or not, of any
   * characters; its length is the caller's to bound.
   */
  judge(members: Members, text: string, options: JudgeOptions): Verdict;
}

const UNKNOWN: Verdict = { kind: 'unknown', why: 'nothing' };
const OUTSIDE: Verdict = { kind: 'outside', why: 'elsewhere' };

/** The rules of names, over one gazetteer. Pure: it keeps nothing between two calls. */
export function createJudge(gazetteer: Gazetteer): Judge {
  const { populations, flags } = gazetteer;

  /** Undefined where nobody of the quiz bears the name, or somebody else is meant. */
  function candidates(
    found: Bearers,
    { namesakes }: JudgeOptions,
    reason: Why | undefined,
    most = REACH,
  ): Verdict | undefined {
    const { rows, kinds } = found;
    if (rows.length === 0 || isSomebodyElse(found)) return undefined;
    const why = reason ?? (kinds[0]! <= SHORT ? 'name' : 'alternate');
    if (namesakes === 'largest')
      return { kind: 'candidates', rows, reach: Math.min(most, rows.length), take: 'first', why };
    // The likeliest, and all whose name it is.
    const all = rows.filter((_, i) => i === 0 || kinds[i]! <= SHORT);
    return { kind: 'candidates', rows: all, reach: all.length, take: 'all', why };
  }

  /** An alternate is worth less than nothing where the name is that of a section here, or of a far likelier place elsewhere. */
  function isSomebodyElse({ rows, kinds, elsewhere, section }: Bearers): boolean {
    const [kind] = kinds;
    if (kind! < ALTERNATE) return false;
    const own = likelihood(populations[rows[0]!]!, flags[rows[0]!]!, kind!);
    return section > own || (kind === OBSCURE && elsewhere >= LIKELIER_TIMES * own);
  }

  /** Undefined when the units hold no place of that name at all. */
  function qualified(members: Members, name: QualifiedName, options: JudgeOptions): Verdict | undefined {
    // “Hartford, Ohio” is in the state, though Kentucky has an Ohio County with another Hartford.
    return qualifiedIn(members, name.key, withoutDistricts(name.units) ?? name.units, options);
  }

  function qualifiedIn(
    members: Members,
    key: string,
    units: QualifiedName['units'],
    options: JudgeOptions,
  ): Verdict | undefined {
    const found = bearersOf(gazetteer, members, key, units);
    if (!found.known) return undefined;
    // Nothing that a player can add tells twins of one state apart: saying it again goes through them all.
    const most = areCountries(units) ? REACH : found.rows.length;
    // “All” is about names by themselves: whoever says where means one.
    const verdict = candidates(found, { ...options, namesakes: 'largest' }, 'qualified', most);
    if (verdict !== undefined) return verdict;
    return found.sectionOf === NO_ROW ? OUTSIDE : { kind: 'part', of: found.sectionOf, why: 'section' };
  }

  /** 大江町 may be a town of another country, and 大江 one of this quiz. */
  function withoutKind(members: Members, text: string, options: JudgeOptions): Verdict | undefined {
    const bare = withoutEastAsianKind(text);
    return bare === text
      ? undefined
      : candidates(bearersOf(gazetteer, members, cityKey(bare)), options, 'fallback');
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
    if (found.known || inWords !== undefined) return withoutKind(members, text, options) ?? OUTSIDE;

    // Norfolk Island is no way to write Norfolk, nor Algeria to write Algiers.
    if (gazetteer.unitsOf(key) !== undefined || isWater(text)) return UNKNOWN;
    let known = false;
    for (const variant of fallbacks(text)) {
      const other = bearersOf(gazetteer, members, cityKey(variant));
      const verdict = candidates(other, options, 'fallback');
      if (verdict !== undefined) return verdict;
      if (other.sectionOf !== NO_ROW) return { kind: 'part', of: other.sectionOf, why: 'fallback' };
      known ||= other.known;
    }
    if (known) return OUTSIDE;
    if (options.typos === 'off' || split !== undefined || gazetteer.unitsOf(key, AFTER_COMMA)) return UNKNOWN;
    const row = findTypo(gazetteer, members, key);
    if (row === NO_ROW) return UNKNOWN;
    if (options.typos === 'hint') return { kind: 'near', why: 'close' };
    return { kind: 'candidates', rows: [row], reach: 1, take: 'first', why: 'typo' };
  }

  return { judge };
}
