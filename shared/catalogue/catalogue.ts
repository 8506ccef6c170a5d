import { LRUCache } from 'lru-cache';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Members } from '../gazetteer/verdict.ts';
import { figuresOf } from './figures.ts';
import { membersOf } from './membership.ts';
import type { Quiz, QuizSummary, Selector } from './quiz.ts';

/** One quiz as the build writes it, on a line of its own. */
export interface CatalogueEntry {
  quiz: Quiz;
  select: Selector[];
}

/** The first line of the catalogue's file. The entries follow in the order of the summaries. */
export interface CatalogueHead {
  dataVersion: string;
  summaries: QuizSummary[];
}

export interface Catalogue {
  /** That of the gazetteer whose cities were counted. */
  readonly dataVersion: string;
  /** Every quiz: the world, continents, countries, regions, themes. */
  readonly summaries: readonly QuizSummary[];
  /**
   * One quiz, or undefined when there is none of that slug or it does not offer that floor. Over a floor above 0 its
   * figures (cities, population, regions, brackets, capitals) are those of the cities left.
   */
  quiz(slug: string, minPopulation?: number): Quiz | undefined;
  /** Which rows of the gazetteer the quiz holds, or undefined as above. Shared: do not change it. */
  members(slug: string, minPopulation?: number): Members | undefined;
}

/** At 28 KB each. */
const KEPT_MEMBERS = 64;
const KEPT_QUIZZES = 64;

/**
 * Opens the catalogue. `text`: what the build wrote, a {@link CatalogueHead} and then one {@link CatalogueEntry} a line,
 * parsed when asked for. `initials`: as of `initialsOf`, for the quizzes by letter. Throws when it was counted with
 * another release of the gazetteer.
 */
export function openCatalogue(text: string, gazetteer: Gazetteer, initials?: Uint8Array): Catalogue {
  const [head, ...lines] = text.split('\n');
  const { dataVersion, summaries } = JSON.parse(head!) as CatalogueHead;
  if (dataVersion !== gazetteer.dataVersion) {
    throw new Error(
      `The catalogue is of data version ${dataVersion}, the gazetteer of ${gazetteer.dataVersion}`,
    );
  }
  const lineOf = new Map(summaries.map(({ slug }, index) => [slug, lines[index]!]));
  const entries = new LRUCache<string, CatalogueEntry>({ max: KEPT_QUIZZES });
  const quizzes = new LRUCache<string, Quiz>({ max: KEPT_QUIZZES });
  const memberships = new LRUCache<string, Members>({ max: KEPT_MEMBERS });

  const entry = (slug: string): CatalogueEntry | undefined =>
    kept(entries, slug, () => {
      const line = lineOf.get(slug);
      return line === undefined ? undefined : (JSON.parse(line) as CatalogueEntry);
    });
  const offering = (slug: string, floor: number): CatalogueEntry | undefined => {
    const found = entry(slug);
    return found?.quiz.floors.some(({ minPopulation }) => minPopulation === floor) === true
      ? found
      : undefined;
  };
  const members = (slug: string, minPopulation = 0): Members | undefined => {
    const found = offering(slug, minPopulation);
    if (found === undefined) return undefined;
    return kept(memberships, `${slug} ${minPopulation}`, () =>
      membersOf(gazetteer, found.select, minPopulation, initials),
    );
  };
  return {
    dataVersion,
    summaries,
    members,
    quiz(slug, minPopulation = 0) {
      const found = offering(slug, minPopulation);
      if (found === undefined || minPopulation === 0) return found?.quiz;
      return kept(quizzes, `${slug} ${minPopulation}`, () => {
        const { floors, breakdown } = found.quiz;
        return { ...found.quiz, ...figuresOf(gazetteer, members(slug, minPopulation)!, breakdown), floors };
      });
    },
  };
}

/** The value of a key, made when it is not at hand. What does not exist is not kept: names come from outside. */
function kept<Value extends object>(
  cache: LRUCache<string, Value>,
  key: string,
  make: () => Value | undefined,
): Value | undefined {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (made !== undefined) cache.set(key, made);
  return made;
}
