import type { Quiz, QuizSummary } from '../../shared/catalogue/quiz.ts';
import type { QuizMap } from '../../shared/catalogue/quiz-map.ts';
import type { Api } from '../net/api.ts';
import { PromiseCache } from './promise-cache.ts';

/** The quizzes, asked for once each. */
export class Catalogue {
  /** Null until they are here; empty when they could not be had. */
  quizzes: readonly QuizSummary[] | null = $state.raw(null);
  hasFailed = $state(false);

  #api: Api;
  #details = new PromiseCache<Quiz>();
  #maps = new PromiseCache<QuizMap>();
  #asked = false;

  constructor(api: Api) {
    this.#api = api;
  }

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const fetched = await this.#api.quizzes();
    this.hasFailed = !fetched.ok;
    if (fetched.ok) this.quizzes = fetched.value;
    else this.#asked = false;
  }

  /** Null when there is no such quiz, it does not offer that floor, or there is no network. */
  quiz(slug: string, minPopulation = 0): Promise<Quiz | null> {
    return this.#details.get(`${slug} ${minPopulation}`, async () => {
      const fetched = await this.#api.quiz(slug, minPopulation);
      return fetched.ok ? fetched.value : null;
    });
  }

  /** The quiz's map as TopoJSON; null when it could not be had. */
  topology(quiz: Pick<Quiz, 'map'>): Promise<QuizMap | null> {
    return this.#maps.get(quiz.map, async () => {
      const fetched = await this.#api.topology(quiz.map);
      return fetched.ok ? fetched.value : null;
    });
  }
}
