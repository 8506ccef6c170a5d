import { NO_ROW, SECTION, type Gazetteer } from './gazetteer.ts';
import { liesIn, type QualifiedName } from './qualify.ts';
import type { Members } from './verdict.ts';

/** The places that bear one name, by what they are in a quiz. Rows ascend, so the first is the largest. */
export interface Bearers {
  /** Rows of the quiz whose name, or short form of it, the key is. */
  primary: number[];
  /** The largest of them whose very name it is, rank 0, or {@link NO_ROW}. */
  exact: number;
  /** Rows of the quiz that have the key as another alternate. */
  alternate: number[];
  /** The quiz's city that a section of this name is a part of, or {@link NO_ROW}. */
  sectionOf: number;
  /** The largest place of the world whose name the key is, or {@link NO_ROW}. */
  largest: number;
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
  const found: Bearers = {
    primary: [],
    exact: NO_ROW,
    alternate: [],
    sectionOf: NO_ROW,
    largest: NO_ROW,
    known: false,
  };
  for (const posting of gazetteer.lookup(key)) {
    const row = posting >>> 2;
    if (units !== undefined && !liesIn(gazetteer, row, units)) continue;
    found.known = true;
    const isPrimary = (posting & 3) < 2;
    if ((gazetteer.flags[row]! & SECTION) !== 0) {
      const whole = gazetteer.partOf[row]!;
      if (found.sectionOf === NO_ROW && whole !== NO_ROW && isMember(members, whole)) found.sectionOf = whole;
      continue;
    }
    if (isPrimary && found.largest === NO_ROW) found.largest = row;
    if (!isMember(members, row)) continue;
    if (isPrimary) found.primary.push(row);
    else found.alternate.push(row);
    if (found.exact === NO_ROW && (posting & 3) === 0) found.exact = row;
  }
  return found;
}
