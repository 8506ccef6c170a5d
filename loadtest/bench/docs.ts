import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { barChart } from '../report/charts.ts';
import { formatNumber } from '../report/format-number.ts';
import { isMet, timesMet } from './goal.ts';
import { measuredOf } from './verdicts.ts';
import type { BenchResult, PartResult } from './results.ts';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const BLUE = '#2f6fdf';

/** A part's newest outcome, with the run it comes from. */
interface Latest {
  part: PartResult;
  run: BenchResult;
}

/** The newest outcome of every part, in the order given. */
export function latestOf(results: readonly BenchResult[], order: readonly string[]): Latest[] {
  const newest = new Map<string, Latest>();
  for (const run of results) for (const part of run.parts) newest.set(part.name, { part, run });
  return order.flatMap((name) => newest.get(name) ?? []);
}

/** Writes docs/performance.md and its charts. `missedGoals`, why some are missed, is written by hand. */
export function writeDocs(
  results: readonly BenchResult[],
  order: readonly string[],
  missedGoals: string,
): void {
  const latest = latestOf(results, order);
  const sections = latest.map((entry) => section(entry));
  for (const { part } of latest) {
    if (part.bars.length === 0) continue;
    mkdirSync(join(DOCS, 'performance'), { recursive: true });
    const bars = part.bars.map((bar) => ({ ...bar, colour: BLUE }));
    writeFileSync(join(DOCS, 'performance', `${part.name}.svg`), `${barChart(bars, part.title)}\n`);
  }
  writeFileSync(
    join(DOCS, 'performance.md'),
    [head(latest), goals(latest), ...sections, missedGoals].join('\n'),
  );
}

function head(latest: readonly Latest[]): string {
  const newest = latest.map(({ run }) => run).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (newest === undefined) return '# Performance\n\nNothing has been measured yet: `npm run bench`.\n';
  const { machine, versions } = newest;
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Performance

Written by \`npm run bench -- --docs\` from the runs kept in \`loadtest/results\`. Measured on ${machine.cores} cores of
${machine.cpu}, ${formatNumber(machine.memoryBytes / 1e9)} GB, Linux ${machine.kernel}, Node ${machine.node}, Redis ${machine.redis},
${libraries.join(', ')}. The server runs alone on one core; the load client and Redis share the other. Absolute figures
drift from day to day: compare ratios within one run. Figures are medians with their range over the repetitions.
`;
}

function goals(latest: readonly Latest[]): string {
  const rows = latest.flatMap(({ part, run }) =>
    part.figures.map((found) => {
      const unit = found.unit === '' ? '' : ` ${found.unit}`;
      const sign = found.kind === 'least' ? '≥' : '≤';
      const met = isMet(found) ? 'yes' : '**no**';
      return `| ${found.what} | ${sign} ${formatNumber(found.limit)}${unit} | ${measuredOf(found)} | ${met}, ${timesMet(found)} of ${found.values.length} | ${run.at.slice(0, 10)} |`;
    }),
  );
  return `## Goals

| figure | goal | measured | met | on |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function section({ part, run }: Latest): string {
  const chart = part.bars.length === 0 ? '' : `\n![${part.title}](performance/${part.name}.svg)\n`;
  const notes = part.notes.map((note) => `- ${note}`).join('\n');
  return `## ${part.title}

${part.how} ${run.reps} repetitions at \`${run.commit}\`, ${run.at.slice(0, 10)}: \`npm run bench -- --only ${part.name}\`.
${chart}
${notes}
`;
}
