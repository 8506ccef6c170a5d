import { cityKey } from '../../../shared/gazetteer/key.ts';
import { NO_ROW, SECTION, type Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Judge } from '../../../shared/gazetteer/judge.ts';
import { creditedBy, nextOf, type JudgeOptions, type Members } from '../../../shared/gazetteer/verdict.ts';
import { distanceKm, type Point } from './distance.ts';

/** A credited city is right when it lies this near to the position of the row. */
export const RIGHT_KM = 50;
/** A name that is another's part, of this length or more, is a variant of it. */
const VARIANT_LETTERS = 4;

/** One line of a test file. */
export interface TypedName extends Point {
  typed: string;
  country: string;
  pop?: number;
}

export type Miss =
  | 'namesake' // the place is there, behind two likelier ones of its name
  | 'wrong place' // something was credited, and nothing of that name is near
  | 'variant' // nothing of that name, but a city near is named alike
  | 'absent' // nothing of that name, and no such city near
  | 'section';

export interface Score {
  rows: number;
  /**
   * Rows credited rightly in the country's quiz and in the world's: by saying the name once or up to three times under
   * `largest`, and by saying it once under `all`.
   */
  right: { quiz: 'country' | 'world'; way: Way; rows: number }[];
  /** Of what three times do not reach in the country's quiz. */
  misses: Map<Miss, string[]>;
}

export const WAYS = ['once', 'three', 'all'] as const;
export type Way = (typeof WAYS)[number];

/** Judges every name of a file. `membersOf`: the quiz of a country. */
export function scoreNames(
  gazetteer: Gazetteer,
  judge: Judge,
  names: readonly TypedName[],
  membersOf: (country: string) => Members,
  world: Members,
): Score {
  const credits = (members: Members, typed: string, way: Way): number[] => {
    const namesakes: JudgeOptions['namesakes'] = way === 'all' ? 'all' : 'largest';
    const verdict = judge.judge(members, typed, { namesakes, typos: 'off' });
    return way === 'three' ? [...creditedBy(verdict), ...nextOf(verdict)] : creditedBy(verdict);
  };
  const isNear = (row: number, name: TypedName): boolean =>
    distanceKm({ lat: gazetteer.lats[row]!, lon: gazetteer.lons[row]! }, name) <= RIGHT_KM;
  const isRight = (rows: readonly number[], name: TypedName): boolean =>
    rows.some((row) => isNear(row, name));

  const right: Score['right'] = [];
  for (const quiz of ['country', 'world'] as const) {
    for (const way of WAYS) {
      const count = names.filter((name) =>
        isRight(credits(quiz === 'world' ? world : membersOf(name.country), name.typed, way), name),
      ).length;
      right.push({ quiz, way, rows: count });
    }
  }
  const misses = new Map<Miss, string[]>();
  for (const name of names) {
    const members = membersOf(name.country);
    const rows = credits(members, name.typed, 'three');
    if (isRight(rows, name)) continue;
    const miss = classify(name, members, rows);
    const list = misses.get(miss) ?? [];
    misses.set(miss, list);
    list.push(`${name.typed} (${name.country})`);
  }
  return { rows: names.length, right, misses };

  function classify(name: TypedName, members: Members, rows: readonly number[]): Miss {
    if (rows.length > 0)
      return isRight(credits(members, name.typed, 'all'), name) ? 'namesake' : 'wrong place';
    const { kind } = judge.judge(members, name.typed, { namesakes: 'largest', typos: 'off' });
    if (kind === 'part') return 'section';
    return nearestVariant(name) === NO_ROW ? 'absent' : 'variant';
  }

  function nearestVariant(name: TypedName): number {
    const key = cityKey(name.typed);
    for (let row = 0; row < gazetteer.size; row += 1) {
      if (Math.abs(gazetteer.lats[row]! - name.lat) > 0.5 || (gazetteer.flags[row]! & SECTION) !== 0)
        continue;
      if (gazetteer.countryCodes[gazetteer.countries[row]!] !== name.country || !isNear(row, name)) continue;
      const other = cityKey(gazetteer.name(row));
      if (Math.min(key.length, other.length) < VARIANT_LETTERS) continue;
      if (key.includes(other) || other.includes(key)) return row;
    }
    return NO_ROW;
  }
}
