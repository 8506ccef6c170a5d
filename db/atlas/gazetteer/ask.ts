/**
 * Asks the judge: one guess a line from standard input, one line of JSON each on standard output.
 *
 *   npm run --silent ask -- --quiz france [--namesakes all] [--typos accept] [--language de] < guesses.txt
 *
 * Without `--quiz`, lines are a slug, a tab and the guess. Each line is judged by itself, for a player who has found
 * nothing yet: `cities` are those it credits, `next` those that saying it again would, one after another.
 * `--data` reads an unpacked gazetteer from another folder.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import { createJudge } from '../../../shared/gazetteer/judge.ts';
import { creditedBy, nextOf, type JudgeOptions, type Verdict } from '../../../shared/gazetteer/verdict.ts';
import { createNaming, readDisplayNames } from './display-names.ts';
import { isShown, LANGUAGES } from './languages.ts';
import { createQuizzes, openCommitted, UNPACKED } from './open.ts';

const WRITE_BYTES = 1 << 16;

const { values } = parseArgs({
  options: {
    quiz: { type: 'string' },
    namesakes: { type: 'string', default: 'largest' },
    typos: { type: 'string', default: 'off' },
    data: { type: 'string' },
    language: { type: 'string', default: 'en' },
  },
});
const { namesakes, typos, language } = values;
if (
  (namesakes !== 'largest' && namesakes !== 'all') ||
  (typos !== 'off' && typos !== 'hint' && typos !== 'accept')
) {
  console.error('--namesakes is largest or all; --typos is off, hint or accept');
  process.exit(2);
}

if (!isShown(language)) {
  console.error(`--language is one of ${LANGUAGES.join(', ')}`);
  process.exit(2);
}

const gazetteer = openCommitted(values.data);
const displayNames = language === 'en' ? {} : readDisplayNames(values.data ?? UNPACKED);
const nameOf = createNaming(gazetteer, displayNames, language);
const quizzes = createQuizzes(gazetteer);
const judge = createJudge(gazetteer);
const options: JudgeOptions = { namesakes, typos };

/** The answer to one line. */
function answer(line: string): object {
  const tab = line.indexOf('\t');
  const slug = values.quiz ?? (tab === -1 ? line : line.slice(0, tab));
  const text = values.quiz === undefined ? (tab === -1 ? '' : line.slice(tab + 1)) : line;
  const members = quizzes(slug);
  if (members === undefined) return { text, outcome: 'error', cities: [], why: `there is no quiz ${slug}` };
  const verdict = judge.judge(members, text, options);
  return {
    text,
    outcome: verdict.kind === 'candidates' ? 'found' : verdict.kind,
    cities: creditedBy(verdict).map((row) => cityOf(gazetteer, row)),
    ...(verdict.kind === 'candidates' && { next: nextOf(verdict).map((row) => cityOf(gazetteer, row)) }),
    ...(verdict.kind === 'part' && { partOf: gazetteer.name(verdict.of) }),
    why: describe(verdict),
  };
}

function cityOf(from: Gazetteer, row: number) {
  return {
    id: from.ids[row]!,
    name: nameOf(row),
    lat: degrees(from.lats[row]!),
    lon: degrees(from.lons[row]!),
    population: from.populations[row]!,
    country: from.countryCodes[from.countries[row]!]!,
    region: from.regionNames[from.regions[row]!]!,
  };
}

/** Undoes the noise of 32-bit floats: the sources give five decimals. */
const degrees = (value: number): number => Math.round(value * 1e5) / 1e5;

const RULES: Readonly<Record<Verdict['why'], string>> = {
  name: 'it is the name, or a short form of it',
  alternate: 'it is another name of the place',
  qualified: 'the words after the name say where',
  fallback: 'without a general word or a parenthesis it is the name',
  typo: 'one edit from exactly one name of the quiz',
  section: 'a section of a city of the quiz',
  elsewhere: 'a place of the world that is not in the quiz',
  close: 'one edit from exactly one name of the quiz, which this room only hints at',
  nothing: 'nothing has that name',
};

function describe(verdict: Verdict): string {
  const more = verdict.kind === 'candidates' ? verdict.rows.length - creditedBy(verdict).length : 0;
  const rule = `${verdict.why}: ${RULES[verdict.why]}`;
  return more > 0 ? `${rule}; ${more} more share it` : rule;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has had enough (`| head`): that is no failure.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

let pending = '';
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  pending += `${JSON.stringify(answer(line))}\n`;
  if (pending.length < WRITE_BYTES) continue;
  const isTaken = process.stdout.write(pending);
  pending = '';
  if (!isTaken) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
process.stdout.write(pending);
