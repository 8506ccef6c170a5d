import type { QuizSummary } from '../../shared/catalogue/quiz.ts';
import { collator } from '../text/number.ts';
import { countryName } from '../text/place.ts';

/** Lower case without accents: “Côte d’Ivoire” and “cote d'ivoire” meet. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLowerCase().trim();

/** Quizzes whose title holds the text: those that begin with it first, then words that do, then the larger. */
export function searchQuizzes<Q extends Pick<QuizSummary, 'title' | 'cities' | 'slug'>>(
  quizzes: readonly Q[],
  text: string,
): Q[] {
  const wanted = plain(text);
  if (wanted === '') return [...quizzes];
  const ranked = quizzes.flatMap((quiz) => {
    const title = plain(quiz.title);
    const at = title.indexOf(wanted);
    if (at < 0) return [];
    const rank = at === 0 ? 0 : /[\s(-]/.test(title[at - 1] ?? '') ? 1 : 2;
    return rank === 2 && wanted.length < 3 ? [] : [{ quiz, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || b.quiz.cities - a.quiz.cities).map(({ quiz }) => quiz);
}

export interface QuizGroup {
  title: string;
  quizzes: readonly QuizSummary[];
}

/** The catalogue as an atlas groups its sheets: world, themes, countries, then the regions of each country. */
export function groupQuizzes(quizzes: readonly QuizSummary[]): QuizGroup[] {
  const ofKind = (...kinds: QuizSummary['kind'][]) => quizzes.filter(({ kind }) => kinds.includes(kind));
  const byTitle = (list: QuizSummary[]) => list.sort((a, b) => collator.compare(a.title, b.title));
  const regions = new Map<string, QuizSummary[]>();
  for (const quiz of byTitle(ofKind('region'))) {
    const title = quiz.country === undefined ? 'Regions' : countryName(quiz.country);
    regions.set(title, [...(regions.get(title) ?? []), quiz]);
  }
  return [
    { title: 'World and continents', quizzes: ofKind('world', 'continent') },
    { title: 'Themes', quizzes: ofKind('theme') },
    { title: 'Countries', quizzes: byTitle(ofKind('country')) },
    ...[...regions]
      .sort(([a], [b]) => collator.compare(a, b))
      .map(([title, list]) => ({ title, quizzes: list })),
  ].filter((group) => group.quizzes.length > 0);
}
