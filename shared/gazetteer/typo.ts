import { isMember } from './bearers.ts';
import { NO_ROW, SECTION, type Gazetteer } from './gazetteer.ts';
import type { Members } from './verdict.ts';

const MIN_LETTERS = 6;
/** A place wins over others one edit away when it is so many times as large as the next, and no village. */
const WINS_TIMES = 10;
const WINS_POPULATION = 10_000;
const LETTERS = /^[a-z]+$/;

/**
 * The one place of the quiz whose name is one edit from `key`, or {@link NO_ROW}. `key` must not be known itself, nor be
 * the name of a country or region: the caller has looked.
 */
export function findTypo(gazetteer: Gazetteer, members: Members, key: string): number {
  if (key.length < MIN_LETTERS || !LETTERS.test(key)) return NO_ROW;
  let best = NO_ROW;
  let next = NO_ROW;
  gazetteer.eachNear(key, (postings) => {
    for (const posting of postings) {
      const row = posting >>> 2;
      if (row === best || !isMember(members, row) || (gazetteer.flags[row]! & SECTION) !== 0) continue;
      // Rows ascend as populations fall: the smaller row is the larger city.
      if (row < best) {
        next = best;
        best = row;
      } else if (row < next) next = row;
    }
  });
  if (best === NO_ROW || next === NO_ROW) return best;
  const people = gazetteer.populations[best]!;
  return people >= WINS_POPULATION && people >= WINS_TIMES * gazetteer.populations[next]! ? best : NO_ROW;
}
