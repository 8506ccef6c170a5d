import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { cityKey } from '../../../shared/gazetteer/key.ts';
import type { Judge } from '../../../shared/gazetteer/judge.ts';
import { NAME } from '../../../shared/gazetteer/likelihood.ts';
import { creditedBy, type JudgeOptions, type Members } from '../../../shared/gazetteer/verdict.ts';
import type { TypedName } from './score.ts';

const ACCEPT: JudgeOptions = { namesakes: 'largest', typos: 'accept' };
const EXAMPLES = 50;

/** Types each name in the quiz of every country but its own, and counts what was credited as a misspelling. */
export function countForeignCredits(
  gazetteer: Gazetteer,
  judge: Judge,
  names: readonly TypedName[],
  quizOf: (country: string) => Members,
): { guesses: number; typos: number; examples: string[] } {
  let guesses = 0;
  let typos = 0;
  const examples: string[] = [];
  for (const country of gazetteer.countryCodes) {
    const members = quizOf(country);
    for (const name of names) {
      if (name.country === country) continue;
      guesses += 1;
      const verdict = judge.judge(members, name.typed, ACCEPT);
      if (verdict.kind !== 'candidates' || verdict.why !== 'typo') continue;
      typos += 1;
      if (examples.length < EXAMPLES)
        examples.push(`${name.typed} → ${gazetteer.name(verdict.rows[0]!)} (${country})`);
    }
  }
  return { guesses, typos, examples };
}

/** What words that mean no city are credited with: places of that very name apart, as Lebanon, Tennessee is one. */
export function creditedAsCities(
  gazetteer: Gazetteer,
  judge: Judge,
  words: readonly string[],
  members: Members,
): { wrong: string[]; named: string[] } {
  const wrong: string[] = [];
  const named: string[] = [];
  for (const word of words) {
    const [first] = creditedBy(judge.judge(members, word, ACCEPT));
    if (first === undefined) continue;
    const isItsName = gazetteer.lookup(cityKey(word)).includes(first * 4 + NAME);
    (isItsName ? named : wrong).push(`${word} → ${gazetteer.name(first)}`);
  }
  return { wrong, named };
}
