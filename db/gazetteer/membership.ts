import { SECTION, type Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import type { Members } from '../../shared/gazetteer/verdict.ts';

/** The members of a quiz that holds every city of the rows that `holds` selects; sections are never members. */
export function membersWhere(gazetteer: Gazetteer, holds: (row: number) => boolean): Members {
  const members = new Uint8Array((gazetteer.size + 7) >> 3);
  for (let row = 0; row < gazetteer.size; row += 1) {
    if ((gazetteer.flags[row]! & SECTION) === 0 && holds(row)) members[row >> 3]! |= 1 << (row & 7);
  }
  return members;
}
