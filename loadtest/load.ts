/** `npm run load`: see options/usage.ts and docs/load-testing.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadNames } from './city-names.ts';
import { runLoad, type ProgressListener } from './load-run.ts';
import { remoteFleet, startFleet } from './nodes/fleet.ts';
import { parseRequest, type LoadRequest } from './options/command-line.ts';
import type { LoadOptions } from './options/load-options.ts';
import { withScenario } from './options/scenario-options.ts';
import { USAGE } from './options/usage.ts';
import { reasonAgainst } from './overload/level-figures.ts';
import { measureOverload } from './overload/measure-overload.ts';
import { overloadLines } from './overload/overload-lines.ts';
import { refusalOf, targetFrom } from './raw-client/target.ts';
import { judgeBudgets } from './report/budget-verdict.ts';
import { compareRecords } from './report/compare.ts';
import { htmlReport } from './report/html.ts';
import { createProgressLine } from './report/progress-line.ts';
import { readRecord } from './report/read-record.ts';
import type { RunRecord } from './report/run-record.ts';
import { summarise } from './report/summary.ts';
import { linesOf, textTable } from './report/table.ts';
import { SCENARIOS } from './scenarios/all-scenarios.ts';
import type { ScenarioKind } from './scenarios/scenario.ts';
import { startWorkerProcess } from './worker/worker-process.ts';

/** Exit codes: the run was done and broke a budget; the run could not be done. */
const BUDGET_BROKEN = 1;
const NOT_RUN = 2;

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2));
  switch (request.kind) {
    case 'help':
      console.log(`${USAGE}\n\nscenarios:\n${scenarioList()}`);
      return 0;
    case 'compare': {
      const [a, b] = request.files;
      console.log(compareRecords(readRecord(a), readRecord(b)));
      return 0;
    }
    case 'load':
      return load(request);
  }
}

async function load({ options: given, explicit, scenario: scenarioName }: LoadRequest): Promise<number> {
  const scenario = scenarioName === undefined ? undefined : SCENARIOS[scenarioName];
  if (scenarioName !== undefined && scenario === undefined) {
    throw new RangeError(`there is no scenario ${scenarioName}:\n${scenarioList()}`);
  }
  const options = scenario === undefined ? given : withScenario(given, explicit, scenario.options);
  for (const url of options.urls) {
    const refusal = refusalOf(targetFrom(url), options.ownedHost);
    if (refusal !== undefined) throw new RangeError(refusal);
  }
  const title = scenario?.title ?? 'Load';
  const names = loadNames(options.quiz);
  if (scenario?.kind === 'overload') return overload(title, options, names);
  const record = await runOnFleet(title, options, scenario?.kind ?? 'load', names);
  console.log(
    `\n${title}: ${options.players} players, rooms of ${options.roomsOf}, ${options.mode} ${options.quiz}`,
  );
  console.log(textTable(linesOf(record)));
  if (options.report !== undefined) writeReport(options.report, record);
  const kept = judgeBudgets(options.budgets, summarise(record)).every((verdict) => verdict.kept);
  return kept ? 0 : BUDGET_BROKEN;
}

/** The budget of this scenario is that the client was not too busy, and the cores were not used by others. */
async function overload(title: string, options: LoadOptions, names: string[]): Promise<number> {
  const listener = (seconds: number): ProgressListener => createProgressLine(process.stdout, seconds);
  const result = await measureOverload(options, names, listener, console.log);
  console.log(
    `\n${title}: ${options.players} players, rooms of ${options.roomsOf}, ${options.mode} ${options.quiz}`,
  );
  console.log(textTable(overloadLines(result)));
  if (options.report !== undefined) {
    for (const { record } of result.levels) writeReport(options.report, record);
    const file = join(options.report, `overload-${fileStamp(result.capacity)}.json`);
    writeFileSync(file, JSON.stringify(result));
    console.log(`  ${file}`);
  }
  const reasons = [reasonAgainst(result.capacity), ...result.levels.map(({ figures }) => figures.invalid)];
  return reasons.every((reason) => reason === undefined) ? 0 : BUDGET_BROKEN;
}

async function runOnFleet(
  title: string,
  options: LoadOptions,
  kind: ScenarioKind,
  names: string[],
): Promise<RunRecord> {
  const fleet = options.urls.length > 0 ? remoteFleet(options.urls) : await startFleet(options);
  const worker = startWorkerProcess(options.clientCpu);
  const quit = (): void => void worker.stop();
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  try {
    const progressLine = createProgressLine(process.stdout, options.warmupSeconds + options.seconds);
    return await runLoad(title, options, kind, names, fleet, worker, progressLine);
  } finally {
    process.off('SIGINT', quit);
    process.off('SIGTERM', quit);
    await worker.stop();
    await fleet.stop();
  }
}

function writeReport(folder: string, record: RunRecord): void {
  mkdirSync(folder, { recursive: true });
  const stem = join(folder, `load-${fileStamp(record)}`);
  writeFileSync(`${stem}.json`, JSON.stringify(record));
  writeFileSync(`${stem}.html`, htmlReport(record));
  console.log(`\n  ${stem}.json\n  ${stem}.html`);
}

const fileStamp = ({ at }: RunRecord): string => at.replace(/[:.]/g, '-');

function scenarioList(): string {
  return Object.entries(SCENARIOS)
    .map(([name, { why }]) => `  ${name.padEnd(18)} ${why}`)
    .join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = NOT_RUN;
}
