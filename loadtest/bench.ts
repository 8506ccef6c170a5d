/** `npm run bench`: everything in docs/performance.md, measured. `-- --list` names the parts. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseBenchOptions } from './bench/bench-options.ts';
import { writeDocs } from './bench/docs.ts';
import { isMet } from './bench/goal.ts';
import { createHarness } from './bench/harness.ts';
import { PARTS } from './bench/parts/all-parts.ts';
import { readResults, saveResult, type PartResult } from './bench/results.ts';
import { verdictOf } from './bench/verdicts.ts';
import { commitOfHead, libraryVersions } from './bench/versions.ts';
import { thisMachine } from './report/machine.ts';

/** Why goals are missed, written by people: the section of docs/performance.md that no bench can measure. */
const MISSED_GOALS = fileURLToPath(new URL('bench/missed-goals.md', import.meta.url));

const log = (line: string): void => console.log(line);

function docs(): void {
  const missedGoals = existsSync(MISSED_GOALS) ? readFileSync(MISSED_GOALS, 'utf8') : '';
  writeDocs(
    readResults(),
    PARTS.map(({ name }) => name),
    missedGoals,
  );
  log('docs/performance.md');
}

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.list) {
    for (const { name, title } of PARTS) log(`${name.padEnd(22)} ${title}`);
    return;
  }
  if (options.docs) {
    docs();
    return;
  }
  const unknown = options.only.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new RangeError(`there is no part ${unknown.join(', ')}: see npm run bench -- --list`);

  const harness = createHarness(options, log);
  const done: PartResult[] = [];
  for (const part of PARTS) {
    const { name, title, how } = part;
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    log(`${name}: ${title}`);
    try {
      const finding = await part.run(harness);
      done.push({ name, title, how, ...finding });
      for (const note of finding.notes) log(`    ${note}`);
      for (const found of finding.figures) log(`  ${found.what}: ${verdictOf(found)}`);
    } catch (error) {
      // One part that cannot run (no browser, no Redis) leaves the others worth having.
      log(`  FAILED: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  const { quick, reps } = options;
  const about = { machine: thisMachine(), versions: libraryVersions(), commit: commitOfHead() };
  if (done.length === 0) return;
  const path = saveResult({ format: 1, at: new Date().toISOString(), ...about, quick, reps, parts: done });
  const missed = done.flatMap(({ figures }) => figures).filter((found) => !isMet(found));
  const goals = done.flatMap(({ figures }) => figures).length;
  log(`\n${path}\n${goals - missed.length} of ${goals} goals met`);
}

// Ending at once still takes what was started along (nodes/children.ts).
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
