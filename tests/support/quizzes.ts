import { join } from 'node:path';
import { loadGazetteer } from '../../db/atlas/gazetteer/load.ts';
import { unpackArtefact } from '../../db/atlas/gazetteer/unpack.ts';
import { createQuizzes, type Quizzes } from '../../server/quizzes/quizzes.ts';
import { openCatalogue } from '../../shared/catalogue/catalogue.ts';
import { figuresOf } from '../../shared/catalogue/figures.ts';
import { membersOf } from '../../shared/catalogue/membership.ts';
import type { Quiz, Selector } from '../../shared/catalogue/quiz.ts';
import { createJudge } from '../../shared/gazetteer/judge.ts';

const ROOT = join(import.meta.dirname, '../..');
const QUIZZES: { slug: string; title: string; select: Selector[] }[] = [
  { slug: 'france', title: 'France', select: [{ countries: ['FR'] }] },
  { slug: 'world', title: 'The world', select: [{ all: true }] },
  { slug: 'capitals', title: 'National capitals', select: [{ capitals: 'national' }] },
];

/** Some quizzes of the real gazetteer, as the build would count them; their maps are names only. */
export function someQuizzes(): Quizzes {
  const folder = join(ROOT, 'dist/gazetteer');
  unpackArtefact(join(ROOT, 'db/atlas/artefact'), folder);
  const gazetteer = loadGazetteer(folder);
  const { dataVersion } = gazetteer;
  const entries = QUIZZES.map(({ slug, title, select }) => {
    const quiz: Quiz = {
      slug,
      title,
      kind: slug === 'france' ? 'country' : slug === 'world' ? 'world' : 'theme',
      ...(slug === 'france' ? { country: 'FR' } : {}),
      ...figuresOf(gazetteer, membersOf(gazetteer, select), slug === 'france' ? 'regions' : 'none'),
      dataVersion,
      projection: { type: 'equalEarth', fit: [[0, 0]] },
      insets: [],
      map: `/maps/${slug}.0123abcd.json`,
    };
    return { quiz, select };
  });
  const summaries = entries.map(({ quiz: { slug, title, kind, country, cities, population } }) => {
    return { slug, title, kind, ...(country === undefined ? {} : { country }), cities, population };
  });
  const text = [{ dataVersion, summaries }, ...entries].map((line) => JSON.stringify(line)).join('\n');
  return createQuizzes({
    gazetteer,
    judge: createJudge(gazetteer),
    catalogue: openCatalogue(text, gazetteer),
  });
}
