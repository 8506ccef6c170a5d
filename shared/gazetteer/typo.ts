import { isMember } from './bearers.ts';
import { NO_ROW, SECTION, type Gazetteer } from './gazetteer.ts';
import { likelihood } from './likelihood.ts';
import type { Members } from './verdict.ts';

const MIN_LETTERS = 6;
/** A place wins over others one edit away when it is so many times as likely as the next. */
const WINS_TIMES = 10;
/**
 * How likely people must mean a place for a misspelling of its name to be forgiven, less for a long name. Most names that are one
 * letter from a small place's are other small places', which the gazetteer happens to lack.
 */
const LEAST = 5_000;
const LEAST_OF_LONG = 400;
const LONG_LETTERS = 9;
const LETTERS = /^[a-z]+$/;

/**
 * The one place of the quiz whose name is one edit from `key`, or {@link NO_ROW}. `key` must not be known itself, nor be
 * the name of a country, region or district: the caller has looked.
 */
export function findTypo(gazetteer: Gazetteer, members: Members, key: string): number {
  if (key.length < MIN_LETTERS || !LETTERS.test(key)) return NO_ROW;
  const { flags, populations } = gazetteer;
  let best = NO_ROW;
  let most = 0;
  let next = 0;
  gazetteer.eachNear(key, (postings) => {
    for (const posting of postings) {
      const row = posting >>> 2;
      if (!isMember(members, row) || (flags[row]! & SECTION) !== 0) continue;
      const weight = likelihood(populations[row]!, flags[row]!, posting & 3);
      if (row === best) most = Math.max(most, weight);
      else if (weight > most) {
        next = most;
        most = weight;
        best = row;
      } else if (weight > next) next = weight;
    }
  });
  if (best === NO_ROW || most < WINS_TIMES * next) return NO_ROW;
  return most >= (key.length >= LONG_LETTERS ? LEAST_OF_LONG : LEAST) ? best : NO_ROW;
}
