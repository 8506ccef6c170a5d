import { createQuizzes, openCommitted } from '../../../db/atlas/gazetteer/open.ts';
import { createJudge } from '../../../shared/gazetteer/judge.ts';
import { creditedBy, type JudgeOptions, type Verdict } from '../../../shared/gazetteer/verdict.ts';

/** The committed gazetteer with its judge and quizzes. */
export function openReal() {
  const gazetteer = openCommitted();
  const judge = createJudge(gazetteer);
  const quizzes = createQuizzes(gazetteer);
  const ask = (slug: string, text: string, options: Partial<JudgeOptions> = {}): Verdict =>
    judge.judge(quizzes(slug)!, text, { namesakes: 'largest', typos: 'off', ...options });
  const place = (row: number): string =>
    `${gazetteer.name(row)}, ${gazetteer.regionNames[gazetteer.regions[row]!]!}, ${gazetteer.countryCodes[gazetteer.countries[row]!]!}`;
  return { gazetteer, quizzes, ask, place, credits: (verdict: Verdict) => creditedBy(verdict).map(place) };
}
