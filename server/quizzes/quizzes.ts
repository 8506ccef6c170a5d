import type { Quiz, QuizSummary } from '../../shared/catalogue/quiz.ts';
import { COUNTED_ELSEWHERE, NATIONAL_CAPITAL, type Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import type { JudgeOptions, Members, Verdict } from '../../shared/gazetteer/verdict.ts';
import type { City } from '../../shared/messages.ts';
import type { QuizFacts } from '../../shared/room/rules.ts';
import type { Settings } from '../../shared/settings.ts';

/** Which quiz a game is about. */
export type QuizChoice = Pick<Settings, 'quiz' | 'minPopulation'>;

/** A verdict in ids, with what each find adds to a score: what one step of the room store needs. */
export type Judgement =
  | {
      kind: 'candidates';
      /** GeoNames ids, best first, and parallel to them the population that each adds. */
      cityIds: number[];
      populations: number[];
      also: number[];
      alsoPopulations: number[];
      take: 'first' | 'all';
    }
  /** A section of the city `of`. */
  | { kind: 'part'; of: number }
  | { kind: 'ambiguous' | 'outside' | 'near' | 'unknown' };

/** Missed cities, biggest first. `next` asks for the following page; null after the last. */
export interface MissedPage {
  count: number;
  cities: City[];
  next: number | null;
}

/** The catalogue and the judge, in the words of rooms: slugs, settings and city ids. All in memory; nothing here waits. */
export interface Quizzes {
  readonly dataVersion: string;
  summaries(): readonly QuizSummary[];
  quiz(slug: string): Quiz | undefined;
  /** Counts of a quiz at its population floor; null when there is no such quiz, or it does not offer that floor. */
  facts(choice: QuizChoice): QuizFacts | null;
  /** What a text means in the room's quiz, nobody's finds considered. The quiz must exist. */
  judge(settings: QuizChoice & JudgeOptions, text: string): Judgement;
  /** A place as it travels, shared between callers: never to be changed. Undefined for ids of other data releases. */
  city(id: number): City | undefined;
  /** What a find adds to a score's population: 0 where it is counted within another city. */
  countedPopulation(id: number): number;
  /** The cities of the quiz that are not in `found`, from `cursor` (a position in the quiz) on. */
  missed(choice: QuizChoice, found: ReadonlySet<number>, cursor: number, limit: number): MissedPage;
}

/** What the gazetteer, the judge and the catalogue give. */
export interface QuizSources {
  gazetteer: Gazetteer;
  quizzes: readonly Quiz[];
  members(slug: string, minPopulation: number): Members;
  judge(text: string, members: Members, options: JudgeOptions): Verdict;
}

export function createQuizzes(sources: QuizSources): Quizzes {
  const { gazetteer } = sources;
  const bySlug = new Map(sources.quizzes.map((quiz) => [quiz.slug, quiz]));
  const summaries = sources.quizzes.map(summaryOf);
  const memberships = new Map<string, Members>();
  const cities = new Map<number, City>();

  const membersOf = ({ quiz, minPopulation }: QuizChoice): Members => {
    const key = `${quiz}:${minPopulation}`;
    let members = memberships.get(key);
    if (!members) memberships.set(key, (members = sources.members(quiz, minPopulation)));
    return members;
  };
  const populationOf = (row: number): number =>
    gazetteer.flags[row]! & COUNTED_ELSEWHERE ? 0 : gazetteer.populations[row]!;
  const idOf = (row: number): number => gazetteer.ids[row]!;

  const city = (id: number): City | undefined => {
    const known = cities.get(id);
    if (known) return known;
    const row = gazetteer.rowOf(id);
    if (row === undefined) return undefined;
    const made = cityOf(gazetteer, row);
    cities.set(id, made);
    return made;
  };

  return {
    dataVersion: gazetteer.dataVersion,
    summaries: () => summaries,
    quiz: (slug) => bySlug.get(slug),
    facts(choice) {
      const quiz = bySlug.get(choice.quiz);
      if (!quiz) return null;
      const counts =
        choice.minPopulation === 0
          ? quiz
          : quiz.floors.find((floor) => floor.minPopulation === choice.minPopulation);
      if (!counts) return null;
      const { cities: count, population } = counts;
      return { title: quiz.title, cities: count, population, dataVersion: gazetteer.dataVersion };
    },
    judge(settings, text) {
      const { namesakes, typos } = settings;
      const verdict = sources.judge(text, membersOf(settings), { namesakes, typos });
      if (verdict.kind === 'part') return { kind: 'part', of: idOf(verdict.of) };
      if (verdict.kind !== 'candidates') return { kind: verdict.kind };
      return {
        kind: 'candidates',
        cityIds: verdict.rows.map(idOf),
        populations: verdict.rows.map(populationOf),
        also: verdict.also.map(idOf),
        alsoPopulations: verdict.also.map(populationOf),
        take: verdict.take,
      };
    },
    city,
    countedPopulation(id) {
      const row = gazetteer.rowOf(id);
      return row === undefined ? 0 : populationOf(row);
    },
    missed(choice, found, cursor, limit) {
      const members = membersOf(choice);
      const page: City[] = [];
      let count = 0;
      let next: number | null = null;
      for (let row = 0; row < gazetteer.size; row += 1) {
        if (!(members[row >> 3]! & (1 << (row & 7))) || found.has(idOf(row))) continue;
        count += 1;
        if (row < cursor) continue;
        if (page.length < limit) page.push(cityOf(gazetteer, row));
        else next ??= row;
      }
      return { count, cities: page, next };
    },
  };
}

function summaryOf(quiz: Quiz): QuizSummary {
  const { slug, title, kind, country, cities, population } = quiz;
  return { slug, title, kind, ...(country === undefined ? {} : { country }), cities, population };
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

/** Five decimals: about a metre, and what is left of a 32-bit float. */
const degrees = (value: number): number => Math.round(value * 1e5) / 1e5;
