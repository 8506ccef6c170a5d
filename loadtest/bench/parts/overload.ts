import { loadNames } from '../../city-names.ts';
import type { ProgressListener } from '../../load-run.ts';
import { DEFAULTS, type LoadOptions } from '../../options/load-options.ts';
import { reasonAgainst, type LevelFigures } from '../../overload/level-figures.ts';
import { measureOverload, type OverloadResult } from '../../overload/measure-overload.ts';
import { overloadLines } from '../../overload/overload-lines.ts';
import { formatNumber, percent } from '../../report/format-number.ts';
import { summarise } from '../../report/summary.ts';
import { textTable } from '../../report/table.ts';
import overload from '../../scenarios/overload.ts';
import { median, type Figure } from '../goal.ts';
import type { Harness } from '../harness.ts';
import type { Finding, Part } from '../part.ts';

const STORES = ['memory', 'redis'] as const;
const SECONDS = 60;
const QUICK_SECONDS = 6;

const SILENT: ProgressListener = { onRow: () => undefined, onProgress: () => undefined };

async function run(harness: Harness): Promise<Finding> {
  const finding: Finding = { figures: [], notes: [], bars: [] };
  for (const store of STORES) {
    const results: OverloadResult[] = [];
    for (let rep = 1; rep <= harness.options.reps; rep++) {
      harness.log(`    ${rep}: ${store}`);
      const result = await measureOverload(
        optionsOf(harness, store, rep),
        loadNames('europe'),
        () => SILENT,
        () => undefined,
      );
      harness.log(textTable(overloadLines(result)));
      // Everything is a ratio to it.
      const reason = reasonAgainst(result.capacity);
      if (reason === undefined) results.push(result);
      else harness.log(`    discarded: ${reason}`);
    }
    finding.figures.push(...figuresOf(results, store));
    finding.notes.push(...notesOf(results, store));
    finding.bars.push(...barsOf(results, store));
  }
  return finding;
}

function optionsOf(harness: Harness, store: LoadOptions['store'], seed: number): LoadOptions {
  const { quick, serverCpu, clientCpu } = harness.options;
  const seconds = quick ? QUICK_SECONDS : SECONDS;
  return { ...DEFAULTS, ...overload.options, store, seed, seconds, serverCpus: [serverCpu], clientCpu };
}

/** One level's figures over the repetitions, without those that a busy client spoilt. */
function ofLevel(results: readonly OverloadResult[], name: string): LevelFigures[] {
  return results.flatMap(({ levels }) =>
    levels.flatMap(({ level, figures }) =>
      level.name === name && figures.invalid === undefined ? [figures] : [],
    ),
  );
}

function figuresOf(results: readonly OverloadResult[], store: string): Figure[] {
  const values = (name: string, pick: (figures: LevelFigures) => number): number[] =>
    ofLevel(results, name)
      .map(pick)
      .filter((value) => !Number.isNaN(value));
  const atMost = (what: string, limit: number, unit: string, found: number[]): Figure => ({
    what: `${what} (${store})`,
    limit,
    kind: 'most',
    unit,
    values: found,
  });
  const credited = (name: string, limit: number): Figure => ({
    what: `credited guesses at ${name} capacity ÷ capacity (${store})`,
    limit,
    kind: 'least',
    unit: '',
    values: values(name, ({ creditedShare }) => creditedShare),
  });
  const worst = (names: string[], pick: (figures: LevelFigures) => number): number[] =>
    results.flatMap((_, rep) => {
      const found = names.flatMap((name) => ofLevel([results[rep]!], name).map(pick));
      return found.length === names.length ? [Math.max(...found)] : [];
    });
  const ALL = ['2x', '4x', 'hog', 'stalled store'];
  return [
    credited('2x', 0.8),
    credited('4x', 0.5),
    ...['2x', '4x'].map((name) =>
      atMost(
        `p99 of credited guesses at ${name} capacity`,
        500,
        'ms',
        values(name, ({ p99Ms }) => p99Ms),
      ),
    ),
    atMost(
      'p95 of refusals, from being read, at 4x capacity',
      100,
      'ms',
      values('4x', ({ refusalRead95Ms }) => refusalRead95Ms),
    ),
    atMost(
      'CPU of a refusal ÷ of a guess',
      0.15,
      '',
      values('4x', ({ refusalCost }) => refusalCost),
    ),
    atMost(
      'memory above that at capacity, the most of all levels',
      100,
      'MB',
      worst(ALL, ({ extraBytes }) => extraBytes / 1e6),
    ),
    atMost(
      'until p99 is usual again, the longest of all levels',
      3,
      's',
      worst(ALL, ({ recoverySeconds }) => recoverySeconds),
    ),
    atMost(
      'acknowledged guesses lost, with hog and stalled store too',
      0,
      '',
      worst(ALL, ({ lost }) => lost),
    ),
    atMost(
      'players disconnected',
      0,
      '',
      worst(ALL, ({ disconnects }) => disconnects),
    ),
  ];
}

function notesOf(results: readonly OverloadResult[], store: string): string[] {
  const of = (pick: (result: OverloadResult) => number): number => median(results.map(pick));
  const level = (name: string): string => {
    const found = ofLevel(results, name);
    const mid = (pick: (figures: LevelFigures) => number): string => formatNumber(median(found.map(pick)));
    return (
      `${store}, ${name}: ${mid((f) => f.offeredPerSecond)} offered, ${mid((f) => f.creditedPerSecond)} credited, ` +
      `${mid((f) => f.refusedPerSecond)} refused a second; credited p50 ${mid((f) => f.p50Ms)}, p95 ${mid((f) => f.p95Ms)}, ` +
      `p99 ${mid((f) => f.p99Ms)} ms; refusals as the client sees them p95 ${mid((f) => f.refusal95Ms)} ms; ` +
      `the client uses ${percent(median(found.map((f) => f.clientCores)))} of its core.`
    );
  };
  return [
    `${store}: the server is held back by ${results[0]?.how ?? 'nothing'}; capacity ` +
      `${formatNumber(of(({ capacity }) => summarise(capacity).acceptedPerSecond))} guesses a second.`,
    ...(results[0]?.levels ?? []).map((each) => level(each.level.name)),
  ];
}

function barsOf(results: readonly OverloadResult[], store: string): Finding['bars'] {
  return (results[0]?.levels ?? []).map(({ level }) => {
    const share = median(ofLevel(results, level.name).map(({ creditedShare }) => creditedShare));
    return { label: `${store}, ${level.name}`, value: share, note: `${percent(share)} of capacity` };
  });
}

export const overloadPart: Part = {
  name: 'overload',
  title: 'Overload: beyond the capacity',
  how:
    `A server held to a share of its core, so that the client has room; its capacity by a closed loop of 2 unanswered guesses for each of ` +
    `1,000 players, then an open loop at 2 and 4 times that, whose players go on whatever is refused, then 0.8 of it with a busy process in ` +
    `the server’s share and 0.5 of it with a store that stands still for 5 s, whose players wait as they are asked to; ${SECONDS} s each ` +
    `on a fresh server, before and after half the capacity; every room read back. A guess costs what the capacity run took ÷ what it ` +
    `credited; a refusal what is left of the run at 4 times the capacity when its credited guesses are taken off at that price. The ` +
    `in-process store stands still with its process: its journal is written synchronously.`,
  run,
};
