import { join } from 'node:path';
import { loadGazetteer } from '../../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../../db/atlas/gazetteer/unpack.ts';
import { createQuizzes, type Quizzes } from '../../server/quizzes/quizzes.ts';
import type { Catalogue } from '../../shared/catalogue/catalogue.ts';
import { memberCount, memberPopulation, membersOf } from '../../shared/catalogue/membership.ts';
import type { Quiz, Selector } from '../../shared/catalogue/quiz.ts';
import type { Gazetteer } from '../../shared/gazetteer/gazetteer.ts';
import { createJudge } from '../../shared/gazetteer/judge.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'dist/gazetteer');

const SELECT: Record<string, Selector[]> = {
  world: [{ all: true }],
  france: [{ countries: ['FR'] }],
  germany: [{ countries: ['DE'] }],
  monaco: [{ countries: ['MC'] }],
  singapore: [{ countries: ['SG'] }],
};
const FLOORS = [0, 15_000, 100_000];

let made: Quizzes | undefined;

/** Countries of every size on the real gazetteer with the real judge; made once a process, because it takes a while. */
export function smallQuizzes(): Quizzes {
  if (made) return made;
  unpackArtefact(join(ROOT, 'db/atlas/artefact'), FOLDER);
  const gazetteer = loadGazetteer(FOLDER);
  made = createQuizzes({ gazetteer, judge: createJudge(gazetteer), catalogue: smallCatalogue(gazetteer) });
  return made;
}

function smallCatalogue(gazetteer: Gazetteer): Catalogue {
  const members = (slug: string, minPopulation = 0) => {
    const select = Object.hasOwn(SELECT, slug) ? SELECT[slug] : undefined;
    return select && membersOf(gazetteer, select, minPopulation);
  };
  const figures = (slug: string, minPopulation = 0) => {
    const held = members(slug, minPopulation)!;
    return { cities: memberCount(held), population: memberPopulation(gazetteer, held) };
  };
  const quizOf = (slug: string): Quiz => ({
    slug,
    title: slug,
    kind: slug === 'world' ? 'world' : 'country',
    ...figures(slug),
    breakdown: 'none',
    regions: [],
    brackets: [],
    capitals: 1,
    floors: FLOORS.map((minPopulation) => ({ minPopulation, ...figures(slug, minPopulation) })),
    dataVersion: gazetteer.dataVersion,
    projection: { type: 'mercator', fit: [] },
    insets: [],
    map: `/maps/${slug}.json`,
  });
  const quizzes = new Map(Object.keys(SELECT).map((slug) => [slug, quizOf(slug)]));
  return {
    dataVersion: gazetteer.dataVersion,
    summaries: [...quizzes.values()],
    quiz: (slug) => quizzes.get(slug),
    members,
  };
}
