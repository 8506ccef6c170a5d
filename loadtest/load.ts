/** `npm run load`: see USAGE in options.ts and docs/load-testing.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDriver } from './worker/worker-process.ts';
import { loadNames } from './city-names.ts';
import { foreignFleet, startFleet } from './nodes/fleet.ts';
import { overlaid, parseRequest, USAGE, type LoadOptions, type LoadRequest } from './options/command-line.ts';
import { judgeBudgets } from './report/budget.ts';
import { compareRecords } from './report/compare.ts';
import { htmlReport } from './report/html.ts';
import { createLiveLine } from './report/progress-line.ts';
import type { Record } from './report/run-record.ts';
import { summarise } from './report/summary.ts';
import { linesOf, textTable } from './report/table.ts';
import type { Act } from './scenarios/scenario.ts';
import { SCENARIOS } from './scenarios/all-scenarios.ts';
import { runTrial } from './load-run.ts';
import { refusalOf, targetFrom } from './raw-client/target.ts';

const BROKEN = 1;
const MISUSED = 2;

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2));
  switch (request.kind) {
    case 'help':
      console.log(`${USAGE}\n\nscenarios:\n${shelf()}`);
      return 0;
    case 'compare': {
      const [a, b] = request.files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record);
      console.log(compareRecords(a!, b!));
      return 0;
    }
    case 'load':
      return load(request);
  }
}

async function load({ options: given, said, scenario: scenarioName }: LoadRequest): Promise<number> {
  const scenario = scenarioName === undefined ? undefined : SCENARIOS[scenarioName];
  if (scenarioName !== undefined && scenario === undefined) {
    throw new RangeError(`there is no scenario ${scenarioName}:\n${shelf()}`);
  }
  const options = scenario === undefined ? given : overlaid(given, said, scenario.options);
  for (const url of options.urls) {
    const refusal = refusalOf(targetFrom(url), options.ownedHost);
    if (refusal !== undefined) throw new RangeError(refusal);
  }
  const title = scenario?.title ?? 'Load';
  const names = loadNames(options.quiz);
  const record = await carryOut(title, options, scenario?.act ?? 'load', names);
  console.log(
    `\n${title}: ${options.players} players, rooms of ${options.roomsOf}, ${options.mode} ${options.quiz}`,
  );
  console.log(textTable(linesOf(record)));
  if (options.report !== undefined) writeReport(options.report, record);
  const kept = judgeBudgets(options.budgets, summarise(record)).every((verdict) => verdict.kept);
  return kept ? 0 : BROKEN;
}

async function carryOut(title: string, options: LoadOptions, act: Act, names: string[]): Promise<Record> {
  const fleet = options.urls.length > 0 ? foreignFleet(options.urls) : await startFleet(options);
  const driver = startDriver(options.clientCpu);
  const quit = (): void => void driver.stop();
  process.once('SIGINT', quit);
  try {
    const live = createLiveLine(process.stdout, options.warmupSeconds + options.seconds);
    return await runTrial(title, options, act, names, fleet, driver, live);
  } finally {
    process.off('SIGINT', quit);
    await driver.stop();
    await fleet.stop();
  }
}

function writeReport(folder: string, record: Record): void {
  mkdirSync(folder, { recursive: true });
  const stem = join(folder, `load-${record.at.replace(/[:.]/g, '-')}`);
  writeFileSync(`${stem}.json`, JSON.stringify(record));
  writeFileSync(`${stem}.html`, htmlReport(record));
  console.log(`\n  ${stem}.json\n  ${stem}.html`);
}

function shelf(): string {
  return Object.entries(SCENARIOS)
    .map(([name, { why }]) => `  ${name.padEnd(18)} ${why}`)
    .join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = MISUSED;
}
