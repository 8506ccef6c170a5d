/** `npm run bench`: everything in docs/performance.md, measured. `-- --list` names the parts. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseBenchOptions } from './bench/bench-options.ts';
import { writeDocs } from './bench/docs.ts';
import { bend } from './bench/parts/saturation.ts';
import { finds, idle } from './bench/parts/scaling.ts';
import { isMet } from './bench/goal.ts';
import { join } from './bench/parts/join.ts';
import { memory } from './bench/parts/memory.ts';
import { twoNodes } from './bench/parts/two-nodes.ts';
import type { Part } from './bench/part.ts';
import { ratioMemory, ratioRedis } from './bench/parts/ratio.ts';
import { readResults, saveResult, type PartResult } from './bench/results.ts';
import { storm } from './bench/parts/reconnect-storm.ts';
import { verdictOf } from './bench/verdicts.ts';
import { commitOfHead, libraryVersions } from './bench/versions.ts';
import { createBench } from './bench/harness.ts';
import { saturation, yardsticks } from './bench/parts/baselines.ts';
import { page } from './bench/parts/page.ts';
import { thisMachine } from './report/machine.ts';

const PARTS: readonly Part[] = [
  ratioRedis,
  ratioMemory,
  yardsticks,
  saturation,
  bend,
  twoNodes,
  idle,
  finds,
  join,
  memory,
  storm,
  page,
];
/** What the profile shows, written by people: the part of docs/performance.md that no bench can measure. */
const PROFILE = fileURLToPath(new URL('bench/missed-goals.md', import.meta.url));

const log = (line: string): void => console.log(line);

function docs(): void {
  const profile = existsSync(PROFILE) ? readFileSync(PROFILE, 'utf8') : '';
  writeDocs(
    readResults(),
    PARTS.map(({ name }) => name),
    profile,
  );
  log('docs/performance.md');
}

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.list) {
    for (const { name, title } of PARTS) log(`${name.padEnd(14)} ${title}`);
    return;
  }
  if (options.docs) {
    docs();
    return;
  }
  const unknown = options.only.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new RangeError(`there is no part ${unknown.join(', ')}: see npm run bench -- --list`);

  const bench = createBench(options, log);
  const done: PartResult[] = [];
  for (const part of PARTS) {
    const { name, title, how } = part;
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    log(`${name}: ${title}`);
    try {
      const finding = await part.run(bench);
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
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
