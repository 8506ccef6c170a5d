import { NO_ROW, SECTION, type Gazetteer } from './gazetteer.ts';
import { likelihood, SHORT } from './likelihood.ts';
import { liesIn, type QualifiedName } from './qualify.ts';
import type { Members } from './verdict.ts';

/** The places that bear one name, by what they are in a quiz. */
export interface Bearers {
  /** Rows of the quiz, in order of how likely people mean them. */
  rows: number[];
  /** Parallel to `rows`: what kind of name of theirs it is. */
  kinds: number[];
  /** The likeliest place outside the quiz whose name, or short form of it, the key is: its likelihood, else 0. */
  elsewhere: number;
  /** The quiz's city that a section of this name is a part of, or {@link NO_ROW}, and the section's likelihood. */
  sectionOf: number;
  section: number;
  /** Whether any place of the world, section or alternate has the key. */
  known: boolean;
}

export const isMember = (members: Members, row: number): boolean =>
  (members[row >> 3]! & (1 << (row & 7))) !== 0;

/** Who bears the name of this key; with `units`, only of places that lie in them. */
export function bearersOf(
  gazetteer: Gazetteer,
  members: Members,
  key: string,
  units?: QualifiedName['units'],
): Bearers {
  const { flags, populations } = gazetteer;
  const found: Bearers = { rows: [], kinds: [], elsewhere: 0, sectionOf: NO_ROW, section: 0, known: false };
  for (const posting of gazetteer.lookup(key)) {
    const row = posting >>> 2;
    if (units !== undefined && !liesIn(gazetteer, row, units)) continue;
    const kind = posting & 3;
    found.known = true;
    if ((flags[row]! & SECTION) !== 0) {
      const whole = gazetteer.partOf[row]!;
      if (found.sectionOf !== NO_ROW || whole === NO_ROW || !isMember(members, whole)) continue;
      found.sectionOf = whole;
      found.section = likelihood(populations[row]!, flags[row]!, kind);
    } else if (isMember(members, row)) {
      found.rows.push(row);
      found.kinds.push(kind);
    } else if (found.elsewhere === 0 && kind <= SHORT)
      found.elsewhere = likelihood(populations[row]!, flags[row]!, kind);
  }
  return found;
}
