import { cityKey } from '../../../shared/gazetteer/key.ts';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Judge } from '../../../shared/gazetteer/judge.ts';
import { creditedBy, nextOf, type JudgeOptions, type Members } from '../../../shared/gazetteer/verdict.ts';
import { distanceKm } from './distance.ts';
import { RIGHT_KM } from './score.ts';

/** One line of a list that people published: what they type in which quiz, and where that is, if the list says so. */
export interface ListedName {
  quiz: string;
  typed: string;
  lat: number | null;
  lon: number | null;
  source: string;
  /** Why it failed once: rows of reported failures have one. */
  note?: string;
}

/** The groups that are reported, in this order. */
const GROUPS = ['Latin lists', 'capitals by language', 'other scripts', 'qualified', 'refused'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ typed, source, note }: ListedName): Group {
  if (note !== undefined) return 'refused';
  if (source.startsWith('capitals-')) return 'capitals by language';
  if (/[,，]/.test(typed)) return 'qualified';
  return /^[\p{sc=Latin}\p{sc=Common}\p{sc=Inherited}]*$/u.test(typed) ? 'Latin lists' : 'other scripts';
}

export interface GroupScore {
  rows: number;
  /** Rows credited rightly by saying the name once, and within three times. */
  once: number;
  three: number;
  /** Rows that credited another city at once. */
  wrong: number;
  /** The rows that three times do not reach, with what happened. */
  misses: string[];
}

const PLAIN: JudgeOptions = { namesakes: 'largest', typos: 'off' };

/** Judges every row of the lists. Throws for a quiz that there is not. */
export function scoreLists(
  gazetteer: Gazetteer,
  judge: Judge,
  names: readonly ListedName[],
  quizzes: (slug: string) => Members | undefined,
): Map<Group, GroupScore> {
  const scores = new Map<Group, GroupScore>(
    GROUPS.map((group) => [group, { rows: 0, once: 0, three: 0, wrong: 0, misses: [] }]),
  );
  for (const name of names) {
    const members = quizzes(name.quiz);
    if (members === undefined) throw new Error(`There is no quiz ${name.quiz}`);
    const verdict = judge.judge(members, name.typed, PLAIN);
    const credited = creditedBy(verdict);
    const isRight = (row: number): boolean => isAt(gazetteer, row, name);
    const score = scores.get(groupOf(name))!;
    score.rows += 1;
    const once = credited.some(isRight);
    if (once) score.once += 1;
    else if (credited.length > 0) score.wrong += 1;
    if (once || nextOf(verdict).some(isRight)) score.three += 1;
    else {
      const what = credited.length > 0 ? `→ ${gazetteer.name(credited[0]!)}` : verdict.kind;
      score.misses.push(`${name.quiz}: ${name.typed} ${what}`);
    }
  }
  return scores;
}

function isAt(gazetteer: Gazetteer, row: number, { lat, lon }: ListedName): boolean {
  if (lat === null || lon === null) return true;
  return distanceKm({ lat: gazetteer.lats[row]!, lon: gazetteer.lons[row]! }, { lat, lon }) <= RIGHT_KM;
}

export interface TypoScore {
  /** Names with one wrong letter, of names that are credited without it; those credited the same, and another. */
  guesses: number;
  found: number;
  wrong: number;
  /** Names that the gazetteer lacks: credited through a typo within 50 km of their place, and elsewhere. */
  lacking: { names: number; right: number; wrong: number; examples: string[] };
}

const SHORTEST = 6;

/**
 * What forgiving typos does: names of these lists with one random edit each, and names that nothing in the gazetteer has, for
 * which every forgiven letter leads to another name.
 */
export function scoreTypos(
  gazetteer: Gazetteer,
  judge: Judge,
  names: readonly ListedName[],
  quizzes: (slug: string) => Members | undefined,
): TypoScore {
  const score: TypoScore = {
    guesses: 0,
    found: 0,
    wrong: 0,
    lacking: { names: 0, right: 0, wrong: 0, examples: [] },
  };
  const random = createRandom(1);
  const accept: JudgeOptions = { namesakes: 'largest', typos: 'accept' };
  for (const name of names) {
    const members = quizzes(name.quiz);
    if (members === undefined || !/^[a-z][a-z ]+$/i.test(name.typed) || cityKey(name.typed).length < SHORTEST)
      continue;
    const [meant] = creditedBy(judge.judge(members, name.typed, PLAIN));
    if (meant !== undefined) {
      if (!isAt(gazetteer, meant, name)) continue;
      score.guesses += 1;
      const [row] = creditedBy(judge.judge(members, misspelt(name.typed, random), accept));
      if (row === meant) score.found += 1;
      else if (row !== undefined) score.wrong += 1;
    } else if (name.lat !== null && gazetteer.lookup(cityKey(name.typed)).length === 0) {
      const { lacking } = score;
      lacking.names += 1;
      const [row] = creditedBy(judge.judge(members, name.typed, accept));
      if (row === undefined) continue;
      if (isAt(gazetteer, row, name)) lacking.right += 1;
      else {
        lacking.wrong += 1;
        lacking.examples.push(`${name.typed} → ${gazetteer.name(row)} (${name.quiz})`);
      }
    }
  }
  return score;
}

/** The text with one letter more, less, other, or two swapped; the first one stays. */
function misspelt(text: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (text.length - 1));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + letter + text.slice(at + 1);
    default:
      return text.slice(0, at - 1) + text.charAt(at) + text.charAt(at - 1) + text.slice(at + 1);
  }
}

/** The same numbers at every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
