import { LRUCache } from 'lru-cache';
import type { Quiz, QuizSummary } from '../../shared/catalogue/quiz.ts';
import type { Catalogue } from '../../shared/catalogue/catalogue.ts';
import { countedPopulation, eachMember } from '../../shared/catalogue/membership.ts';
import { NATIONAL_CAPITAL, type Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import type { Judge } from '../../shared/gazetteer/judge.ts';
import type { JudgeOptions, Members } from '../../shared/gazetteer/verdict.ts';
import type { City } from '../../shared/messages.ts';
import type { QuizFacts } from '../../shared/room/rules.ts';
import type { Settings } from '../../shared/settings.ts';

/** Which quiz a game is about. */
type QuizChoice = Pick<Settings, 'quiz' | 'minPopulation'>;

/** A verdict in ids, with what each find adds to a score: what one step of the room store needs. */
export type Judgement =
  | {
      kind: 'candidates';
      /** GeoNames ids, best first, and parallel to them the population that each adds. */
      cityIds: readonly number[];
      populations: readonly number[];
      /** How many of them, from the first on, the text can credit. */
      reach: number;
      take: 'first' | 'all';
      /** The text says where the city is. */
      qualified: boolean;
    }
  /** A section of the city `of`. */
  | { kind: 'part'; of: number }
  | { kind: 'outside' | 'near' | 'unknown' };

/** Missed cities, biggest first. `next` asks for the following page; null after the last. */
interface MissedPage {
  count: number;
  cities: City[];
  next: number | null;
}

/** The catalogue and the judge, in the words of rooms: slugs, settings and city ids. All in memory; nothing here waits. */
export interface Quizzes {
  readonly dataVersion: string;
  summaries(): readonly QuizSummary[];
  quiz(slug: string, minPopulation?: number): Quiz | undefined;
  /** Counts of a quiz at its population floor; null when there is no such quiz, or it does not offer that floor. */
  facts(choice: QuizChoice): QuizFacts | null;
  /** What a text means in the room's quiz, nobody's finds considered; shared between callers. The quiz must exist. */
  judge(settings: QuizChoice & JudgeOptions, text: string): Judgement;
  /** The id that a city has now, by any that a release gave it; an id that nothing is known of is answered as it is. */
  currentId: (id: number) => number;
  /** A place as it travels, under its current id, shared between callers: never to be changed. Undefined for ids of other data releases. */
  city: (id: number) => City | undefined;
  /** What a find adds to a score's population: 0 where it is counted within another city. */
  countedPopulation(id: number): number;
  /** The cities of the quiz that are not in `found`, from `cursor` (a position in the quiz) on. */
  missed(choice: QuizChoice, found: ReadonlySet<number>, cursor: number, limit: number): MissedPage;
}

/** Memberships kept ready, besides those that the catalogue keeps: 28 KB each. */
const KEPT_MEMBERS = 256;
/**
 * Judgements kept, of all quizzes together: some 500 bytes each. Players of a quiz name the same cities. All are forgotten when there
 * are too many: the order of use, which a cache of the least recently used keeps, would cost each guess more than that.
 */
const KEPT_JUDGEMENTS = 8192;
/** Cities kept as objects: some 250 bytes each. */
const KEPT_CITIES = 50_000;

export function createQuizzes(sources: {
  gazetteer: Gazetteer;
  judge: Judge;
  catalogue: Catalogue;
}): Quizzes {
  const { gazetteer, catalogue } = sources;
  const memberships = new LRUCache<string, Members>({ max: KEPT_MEMBERS });
  const cities = new Map<number, City>();
  /** By what a judgement depends on, then by text. */
  const judgements = new Map<string, Map<string, Judgement>>();
  let judgementCount = 0;

  const membersFor = ({ quiz, minPopulation }: QuizChoice): Members => {
    const key = `${quiz} ${minPopulation}`;
    let members = memberships.get(key);
    if (members) return members;
    members = catalogue.members(quiz, minPopulation);
    if (!members) throw new RangeError(`there is no quiz ${key}`);
    memberships.set(key, members);
    return members;
  };
  const populationOf = (row: number): number => countedPopulation(gazetteer, row);
  const idOf = (row: number): number => gazetteer.ids[row]!;

  function judgeAfresh(settings: QuizChoice & JudgeOptions, text: string): Judgement {
    const { namesakes, typos } = settings;
    const verdict = sources.judge.judge(membersFor(settings), text, { namesakes, typos });
    if (verdict.kind === 'part') return { kind: 'part', of: idOf(verdict.of) };
    if (verdict.kind !== 'candidates') return { kind: verdict.kind };
    return {
      kind: 'candidates',
      cityIds: verdict.rows.map(idOf),
      populations: verdict.rows.map(populationOf),
      reach: verdict.reach,
      take: verdict.take,
      qualified: verdict.why === 'qualified',
    };
  }

  return {
    dataVersion: gazetteer.dataVersion,
    summaries: () => catalogue.summaries,
    quiz: (slug, minPopulation) => catalogue.quiz(slug, minPopulation),
    facts(choice) {
      const quiz = catalogue.quiz(choice.quiz);
      const floor = quiz?.floors.find(({ minPopulation }) => minPopulation === choice.minPopulation);
      if (!quiz || !floor) return null;
      const { title, dataVersion } = quiz;
      return { title, cities: floor.cities, population: floor.population, dataVersion };
    },
    judge(settings, text) {
      const { quiz, minPopulation, namesakes, typos } = settings;
      const key = `${quiz} ${minPopulation} ${namesakes} ${typos}`;
      let known = judgements.get(key)?.get(text);
      if (known) return known;
      known = judgeAfresh(settings, text);
      if (judgementCount++ >= KEPT_JUDGEMENTS) {
        judgements.clear();
        judgementCount = 1;
      }
      const ofQuiz = judgements.get(key);
      if (ofQuiz) ofQuiz.set(text, known);
      else judgements.set(key, new Map([[text, known]]));
      return known;
    },
    currentId(id) {
      const row = gazetteer.rowOf(id);
      return row === undefined ? id : idOf(row);
    },
    city(id) {
      let city = cities.get(id);
      if (city) return city;
      const row = gazetteer.rowOf(id);
      if (row === undefined) return undefined;
      city = cityOf(gazetteer, row);
      if (cities.size >= KEPT_CITIES) cities.clear();
      cities.set(id, city);
      return city;
    },
    countedPopulation(id) {
      const row = gazetteer.rowOf(id);
      return row === undefined ? 0 : populationOf(row);
    },
    missed(choice, found, cursor, limit) {
      const page: City[] = [];
      let count = 0;
      let next: number | null = null;
      eachMember(membersFor(choice), (row) => {
        if (found.has(idOf(row))) return;
        count += 1;
        if (row < cursor) return;
        if (page.length < limit) page.push(cityOf(gazetteer, row));
        else next ??= row;
      });
      return { count, cities: page, next };
    },
  };
}

function cityOf(gazetteer: Gazetteer, row: number): City {
  const capital = (gazetteer.flags[row]! & NATIONAL_CAPITAL) !== 0;
  return {
    id: gazetteer.ids[row]!,
    name: gazetteer.name(row),
    lat: degrees(gazetteer.lats[row]!),
    lon: degrees(gazetteer.lons[row]!),
    population: gazetteer.populations[row]!,
    country: gazetteer.countryCodes[gazetteer.countries[row]!] ?? '',
    region: gazetteer.regionNames[gazetteer.regions[row]!] ?? '',
    ...(capital ? { capital } : {}),
  };
}

/** Four decimals, about eleven metres: finer is lost on any map, and costs bytes in every find. */
const degrees = (value: number): number => Math.round(value * 1e4) / 1e4;
