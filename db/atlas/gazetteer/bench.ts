/**
 * Measures the judge on files of names that people type (JSON lines: `typed`, `country`, `lat`, `lon`; or `typed`, `quiz`, `lat`,
 * `lon`, `source`, where a place is known to be in that quiz and perhaps no more).
 *
 *   npm run bench:gazetteer -- [folder] [--half even|odd] [--misses] [--speed] [--data <unpacked folder>]
 *
 * Prints for each file of the first kind which share of its names is credited within 50 km, in its country's quiz and in the
 * world's: by saying it once, within three times, and under `namesakes: all`; and the classes of misses. Files of the
 * second kind are one set, printed by groups, with what forgiving typos does. Then what is credited wrongly. `--half` takes
 * every other line of those, to tune on one half and report the other. `--misses` lists the missed names; `--speed` adds times
 * and memory, which depend on the machine.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createJudge } from '../../../shared/gazetteer/judge.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { membersOf } from '../../../shared/catalogue/membership.ts';
import { countForeignCredits, creditedAsCities } from './false-accepts.ts';
import { scoreLists, scoreTypos, type ListedName } from './list-score.ts';
import { createQuizzes, openCommitted } from './open.ts';
import { scoreNames, type Score, type TypedName } from './score.ts';
import { measureSpeed } from './speed.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'tests', 'fixtures', 'gazetteer');
const NOT_CITIES = join(FIXTURES, 'not-cities.txt');
/** SimpleMaps' codes of territories that ISO has as one. */
const ISO: Readonly<Record<string, string>> = { XW: 'PS', XG: 'PS', XR: 'SJ' };
const LARGE = 100_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: 'string' },
    misses: { type: 'boolean' },
    speed: { type: 'boolean' },
    data: { type: 'string' },
  },
});
const folder = positionals[0] ?? FIXTURES;
const gazetteer = openCommitted(values.data);
const judge = createJudge(gazetteer);
const world = membersOf(gazetteer, [{ all: true }]);
const quizzes = new Map<string, Members>();
const quizOf = (country: string): Members => {
  const members = quizzes.get(country) ?? membersOf(gazetteer, [{ countries: [country] }]);
  quizzes.set(country, members);
  return members;
};

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;

const readLines = (path: string): (TypedName | ListedName)[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TypedName | ListedName);

function print(file: string, { rows, right, misses }: Score): void {
  console.log(`\n${file}: ${rows} names`);
  for (const { quiz, way, rows: count } of right) {
    console.log(`  ${quiz.padEnd(8)} ${way.padEnd(8)} ${percent(count, rows)}`);
  }
  for (const [miss, names] of [...misses].sort((a, b) => b[1].length - a[1].length)) {
    console.log(
      `  missed, ${miss}: ${names.length}${values.misses === true ? `\n    ${names.join('; ')}` : ''}`,
    );
  }
}

console.log(`data version ${gazetteer.dataVersion}, ${gazetteer.size} rows`);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .sort();
if (files.length === 0) throw new Error(`There are no files of JSON lines in ${folder}`);
const everything: TypedName[] = [];
const listed: ListedName[] = [];
for (const file of files) {
  const lines = readLines(join(folder, file));
  const wanted = values.half === undefined ? undefined : values.half === 'odd' ? 1 : 0;
  listed.push(
    ...lines.filter(
      (line, i): line is ListedName => 'quiz' in line && (wanted === undefined || (i + 1) % 2 === wanted),
    ),
  );
  const names = lines
    .filter((line): line is TypedName => !('quiz' in line))
    .map((name) => ({ ...name, country: ISO[name.country] ?? name.country }));
  if (names.length === 0) continue;
  everything.push(...names);
  print(file, scoreNames(gazetteer, judge, names, quizOf, world));
}
if (listed.length > 0) printLists();

function printLists(): void {
  const quizzes = createQuizzes(gazetteer);
  console.log(`\nlists: ${listed.length} names; at once, within three times, another city at once`);
  for (const [group, { rows, once, three, wrong, misses }] of scoreLists(gazetteer, judge, listed, quizzes)) {
    if (rows === 0) continue;
    const shares = [once, three, wrong].map((count) => percent(count, rows).padStart(8)).join(' ');
    console.log(`  ${group.padEnd(22)} ${String(rows).padStart(5)} ${shares}`);
    if (values.misses === true) console.log(`    ${misses.join('; ')}`);
  }
  const { guesses, found, wrong, lacking } = scoreTypos(gazetteer, judge, listed, quizzes);
  console.log(
    `  one wrong letter in ${guesses} of them: found ${percent(found, guesses)}, another city ${percent(wrong, guesses)}`,
  );
  console.log(
    `  ${lacking.names} that the gazetteer lacks, typos accepted: right ${lacking.right}, wrong ${lacking.wrong}`,
  );
  if (values.misses === true) console.log(`    ${lacking.examples.join('; ')}`);
}

const large = everything.filter(({ pop }) => (pop ?? 0) >= LARGE);
const foreign = countForeignCredits(gazetteer, judge, large, quizOf);
console.log(`\nforeign cities of ${LARGE} or more, typed in every other country's quiz with typos accepted:`);
console.log(
  `  ${foreign.guesses} guesses, credited through a typo: ${foreign.typos} (${percent(foreign.typos, foreign.guesses)})`,
);
if (values.misses === true) console.log(`    ${foreign.examples.join('; ')}`);

const words = readFileSync(NOT_CITIES, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
console.log(`\n${words.length} names of countries and states, airport codes and junk, typos accepted:`);
for (const [title, members] of [
  ['FR', quizOf('FR')],
  ['DE', quizOf('DE')],
  ['JP', quizOf('JP')],
  ['BR', quizOf('BR')],
  ['US', quizOf('US')],
  ['world', world],
] as const) {
  const { wrong, named } = creditedAsCities(gazetteer, judge, words, members);
  console.log(
    `  ${title.padEnd(6)} credited wrongly ${wrong.length}, to places of that very name ${named.length}`,
  );
  if (values.misses === true) console.log(`    ${wrong.join('; ')}`);
}

if (values.speed === true) {
  console.log();
  for (const line of measureSpeed(
    gazetteer,
    judge,
    world,
    everything.map(({ typed }) => typed),
  ))
    console.log(line);
}
