import { formatNumber, megabytes, percent } from '../report/format-number.ts';
import { summarise } from '../report/summary.ts';
import type { Line } from '../report/table.ts';
import { reasonAgainst, type LevelFigures } from './level-figures.ts';
import type { LevelResult, OverloadResult } from './measure-overload.ts';

/** The figures of an overload run as labelled lines. */
export function overloadLines(result: OverloadResult): Line[] {
  const { acceptedPerSecond, p99Ms, serverCores, clientCores, storeCores, serverRssBytes } = summarise(
    result.capacity,
  );
  return [
    ['store', result.store],
    ['held back', result.how],
    ['capacity', `${formatNumber(acceptedPerSecond)} credited a second, p99 ${formatNumber(p99Ms)} ms`],
    ['', coresLine({ serverCores, clientCores, storeCores, peakBytes: serverRssBytes })],
    ...invalidLine(reasonAgainst(result.capacity)),
    ...result.levels.flatMap(levelLines),
  ];
}

function levelLines({ level, figures }: LevelResult): Line[] {
  const { offeredPerSecond, creditedPerSecond, refusedPerSecond, creditedShare, silentSeconds } = figures;
  return [
    [
      level.name,
      `${formatNumber(offeredPerSecond)} offered, ${formatNumber(creditedPerSecond)} credited (${percent(creditedShare)} of capacity), ` +
        `${formatNumber(refusedPerSecond)} refused a second, ${silentSeconds} s without a credit`,
    ],
    ['', `credited ${timesLine(figures.p50Ms, figures.p95Ms, figures.p99Ms)}`],
    [
      '',
      refusedPerSecond === 0
        ? 'nothing refused'
        : `refusals ${timesLine(figures.refusal50Ms, figures.refusal95Ms, figures.refusal99Ms)}, ` +
          `from being read p95 ${formatNumber(figures.refusalRead95Ms)} ms; one costs ${percent(figures.refusalCost)} of a guess`,
    ],
    ['', `${coresLine(figures)}, ${megabytes(figures.extraBytes)} above capacity’s`],
    [
      '',
      `usual p99 after ${figures.recoverySeconds} s; ${figures.disconnects} disconnected, ${figures.lost} lost, ${figures.torn} torn, ` +
        `${figures.otherwiseWrong} otherwise wrong`,
    ],
    ...invalidLine(figures.invalid),
  ];
}

const invalidLine = (reason: string | undefined): Line[] =>
  reason === undefined ? [] : [['', `INVALID: ${reason}`]];

const timesLine = (p50: number, p95: number, p99: number): string =>
  `p50 ${formatNumber(p50)} · p95 ${formatNumber(p95)} · p99 ${formatNumber(p99)} ms`;

const coresLine = (
  of: Pick<LevelFigures, 'serverCores' | 'clientCores' | 'storeCores' | 'peakBytes'>,
): string =>
  `server ${percent(of.serverCores)}, client ${percent(of.clientCores)}, store ${percent(of.storeCores)} of a core; peak ${megabytes(of.peakBytes)}`;
