import { wrongIn, type Summary } from '../../report/summary.ts';
import { formatNumber, percent } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';

const RATE = 6000;
const FAST_RATE = 9000;

/** Reads the rooms back after a measurement; what is wrong with them makes the figure worth nothing. */
function isClean(harness: Harness, what: string, audit: Parameters<typeof wrongIn>[0]): boolean {
  const wrong = wrongIn(audit);
  if (wrong > 0) harness.log(`    ${what}: ${wrong} wrong: ${JSON.stringify(audit)}`);
  return wrong === 0;
}

/** The headline: baseline, then the server, again and again; the ratio of what a message costs each. */
async function ratios(harness: Harness, store: 'memory' | 'redis', limit: number): Promise<Finding> {
  const echoes: Summary[] = [];
  const guesses: Summary[] = [];
  const fast: Summary[] = [];
  const quotients: number[] = [];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    const echo = await harness.withBaseline('socketio-echo', async (system) => {
      await system.setUp();
      return system.measure(open(RATE));
    });
    const [guess, quick] = await harness.withFleet({ store }, async (system) => {
      await system.setUp();
      const first = await system.measure(open(RATE));
      const second = await system.measure(open(FAST_RATE));
      return isClean(harness, `${store} ${rep}`, await system.audit()) ? [first, second] : [];
    });
    if (echo === undefined || guess === undefined) continue;
    echoes.push(echo);
    guesses.push(guess);
    if (quick !== undefined) fast.push(quick);
    const quotient = echo.cpuUsPerGuess / guess.cpuUsPerGuess;
    quotients.push(quotient);
    harness.log(
      `    ${rep}: echo ${formatNumber(echo.cpuUsPerGuess)} µs, guess ${formatNumber(guess.cpuUsPerGuess)} µs (store ` +
        `${formatNumber(guess.storeUsPerGuess)} µs), ratio ${quotient.toFixed(3)} · p50 ${formatNumber(guess.p50Ms)} p99 ${formatNumber(guess.p99Ms)} ms`,
    );
  }
  const of = (summaries: Summary[], pick: (summary: Summary) => number): number[] => summaries.map(pick);
  const bar = (label: string, summaries: Summary[]) => {
    const us = median(of(summaries, (summary) => summary.cpuUsPerGuess));
    return { label, value: us, note: `${formatNumber(us)} µs` };
  };
  return {
    figures: [
      {
        what: `CPU of a baseline echo ÷ of a whole guess at ${formatNumber(RATE)}/s (${store})`,
        limit,
        kind: 'least',
        unit: '',
        values: quotients,
      },
      {
        what: `p99 at ${formatNumber(RATE)}/s (${store})`,
        limit: 5,
        kind: 'most',
        unit: 'ms',
        values: of(guesses, (summary) => summary.p99Ms),
      },
      {
        what: `p95 at ${formatNumber(FAST_RATE)}/s (${store})`,
        limit: 7,
        kind: 'most',
        unit: 'ms',
        values: of(fast, (summary) => summary.p95Ms),
      },
    ],
    notes: [
      `Echo: p50 ${formatNumber(median(of(echoes, (s) => s.p50Ms)))} ms, p99 ${formatNumber(median(of(echoes, (s) => s.p99Ms)))} ms.`,
      `Guess: p50 ${formatNumber(median(of(guesses, (s) => s.p50Ms)))} ms, p95 ${formatNumber(median(of(guesses, (s) => s.p95Ms)))} ms; ` +
        `delivered to the others p99 ${formatNumber(median(of(guesses, (s) => s.lag99Ms)))} ms after the send.`,
      `The store takes ${formatNumber(median(of(guesses, (s) => s.storeUsPerGuess)))} µs a guess. ${shares(RATE, guesses)} ${shares(FAST_RATE, fast)}`,
    ],
    bars: [
      bar('Socket.IO echo', echoes),
      bar(`whole guess, ${store}, ${formatNumber(RATE)}/s`, guesses),
      bar(`whole guess, ${store}, ${formatNumber(FAST_RATE)}/s`, fast),
    ],
  };
}

/** How full the two cores are: what waits for the client's core counts as the server's answer time. */
function shares(rate: number, summaries: readonly Summary[]): string {
  const share = (pick: (summary: Summary) => number): string => percent(median(summaries.map(pick)));
  const server = share((s) => s.serverCores);
  return `At ${formatNumber(rate)}/s the server uses ${server} of its core, client and store ${share((s) => s.clientCores + s.storeCores)} of theirs.`;
}

const HOW =
  'Baseline, then the server, with 1,000 connections in rooms of 4, a race, open loop; every room read back afterwards.';

export const ratioRedisPart: Part = {
  name: 'ratio-redis',
  title: 'A whole guess against an echo, over Redis',
  how: `${HOW} Redis with AOF everysec on the client’s core.`,
  run: (harness) => ratios(harness, 'redis', 0.55),
};

export const ratioMemoryPart: Part = {
  name: 'ratio-memory',
  title: 'A whole guess against an echo, on the journaled in-process store',
  how: HOW,
  run: (harness) => ratios(harness, 'memory', 0.65),
};
