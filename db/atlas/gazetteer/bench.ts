/**
 * Measures the judge on files of names that people type (JSON lines: `typed`, `country`, `lat`, `lon`).
 *
 *   npm run bench:gazetteer -- [folder] [--misses] [--speed] [--data <unpacked folder>]
 *
 * Prints for each file which share of its names is credited within 50 km, in its country's quiz and in the world's, by
 * setting of namesakes, and the classes of misses; then what is credited wrongly. `--misses` lists the missed names;
 * `--speed` adds times and memory, which depend on the machine.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createJudge } from '../../../shared/gazetteer/judge.ts';
import type { Members } from '../../../shared/gazetteer/verdict.ts';
import { membersOf } from '../../../shared/catalogue/membership.ts';
import { countForeignCredits, creditedAsCities } from './false-accepts.ts';
import { openCommitted } from './open.ts';
import { scoreNames, type Score, type TypedName } from './score.ts';
import { measureSpeed } from './speed.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'tests', 'fixtures', 'gazetteer');
const NOT_CITIES = join(FIXTURES, 'not-cities.txt');
/** SimpleMaps' codes of territories that ISO has as one. */
const ISO: Readonly<Record<string, string>> = { XW: 'PS', XG: 'PS', XR: 'SJ' };
const LARGE = 100_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean' }, speed: { type: 'boolean' }, data: { type: 'string' } },
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

function readNames(path: string): TypedName[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TypedName)
    .map((name) => ({ ...name, country: ISO[name.country] ?? name.country }));
}

function print(file: string, { rows, right, creditsPerGuess, misses }: Score): void {
  console.log(`\n${file}: ${rows} names`);
  for (const { quiz, namesakes, rows: count } of right) {
    console.log(`  ${quiz.padEnd(8)} ${namesakes.padEnd(8)} ${percent(count, rows)}`);
  }
  console.log(`  cities credited by a guess that credits any: ${creditsPerGuess.toFixed(2)}`);
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
for (const file of files) {
  const names = readNames(join(folder, file));
  everything.push(...names);
  print(file, scoreNames(gazetteer, judge, names, quizOf, world));
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
