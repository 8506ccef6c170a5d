import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { Quiz } from '../../shared/catalogue/quiz.ts';
import { pathTo } from '../net/site.ts';

/** Fetches the map of the quiz of the whole world, for the globe; null if it cannot be had now. */
export async function loadWorld(fetch: typeof globalThis.fetch): Promise<QuizMap | null> {
  try {
    const quiz = await fetch(pathTo('/api/quizzes/world'));
    if (!quiz.ok) return null;
    const map = await fetch(pathTo(((await quiz.json()) as Quiz).map));
    return map.ok ? ((await map.json()) as QuizMap) : null;
  } catch {
    return null;
  }
}
