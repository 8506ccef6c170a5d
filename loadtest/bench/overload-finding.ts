import type { LevelFigures } from '../overload/level-figures.ts';
import type { OverloadResult } from '../overload/measure-overload.ts';
import { formatNumber, percent } from '../report/format-number.ts';
import { summarise } from '../report/summary.ts';
import { median, type Figure } from './goal.ts';
import type { Finding } from './part.ts';

/** One level's figures over the repetitions, without those that a busy client spoilt. */
function ofLevel(results: readonly OverloadResult[], name: string): LevelFigures[] {
  return results.flatMap(({ levels }) =>
    levels.flatMap(({ level, figures }) =>
      level.name === name && figures.invalid === undefined ? [figures] : [],
    ),
  );
}

/** Figures, notes and bars of one store over the repetitions; what a level cannot tell in one of them is left out there. */
export const overloadFinding = (results: readonly OverloadResult[], store: string): Finding => ({
  figures: figuresOf(results, store),
  notes: notesOf(results, store),
  bars: barsOf(results, store),
});

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
