import { wrongIn, type Summary } from '../../report/summary.ts';
import { formatNumber, percent } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Harness } from '../harness.ts';

/** The highest rate that baseline and server both keep up with on the machine is used: a ratio needs no full core. */
const RATES = [6000, 4500, 3000];
/** Beside it, half as fast again. */
const FASTER = 1.5;

/** Reads the rooms back after a measurement; what is wrong with them makes the figure worth nothing. */
function isClean(harness: Harness, what: string, audit: Parameters<typeof wrongIn>[0]): boolean {
  const wrong = wrongIn(audit);
  if (wrong > 0) harness.log(`    ${what}: ${wrong} wrong: ${JSON.stringify(audit)}`);
  return wrong === 0;
}

/** The headline: baseline, then the server, again and again; the ratio of what a message costs each. */
async function ratios(harness: Harness, store: 'memory' | 'redis', limit: number): Promise<Finding> {
  let rate = RATES[0]!;
  const echoes: Summary[] = [];
  const guesses: Summary[] = [];
  const fast: Summary[] = [];
  const quotients: number[] = [];
  for (let rep = 1; rep <= harness.options.reps;) {
    const echo = await harness.withBaseline('socketio-echo', async (system) => {
      await system.setUp();
      return system.measure(open(rate));
    });
    const [guess, quick] = await harness.withFleet({ store }, async (system) => {
      await system.setUp();
      const first = await system.measure(open(rate));
      const second = await system.measure(open(rate * FASTER));
      return isClean(harness, `${store} ${rep}`, await system.audit()) ? [first, second] : [];
    });
    const lower = RATES.find((other) => other < rate);
    if ((echo === undefined || guess === undefined) && echoes.length === 0 && lower !== undefined) {
      harness.log(
        `    the machine does not keep up with ${formatNumber(rate)}/s: again at ${formatNumber(lower)}/s`,
      );
      rate = lower;
      continue;
    }
    rep += 1;
    if (echo === undefined || guess === undefined) continue;
    echoes.push(echo);
    guesses.push(guess);
    if (quick !== undefined) fast.push(quick);
    const quotient = echo.cpuUsPerGuess / guess.cpuUsPerGuess;
    quotients.push(quotient);
    harness.log(
      `    ${echoes.length}: echo ${formatNumber(echo.cpuUsPerGuess)} µs, guess ${formatNumber(guess.cpuUsPerGuess)} µs (store ` +
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
        what: `CPU of a baseline echo ÷ of a whole guess at ${formatNumber(rate)}/s (${store})`,
        limit,
        kind: 'least',
        unit: '',
        values: quotients,
      },
      {
        what: `p99 at ${formatNumber(rate)}/s (${store})`,
        limit: 5,
        kind: 'most',
        unit: 'ms',
        values: of(guesses, (summary) => summary.p99Ms),
      },
      {
        what: `p95 at ${formatNumber(rate * FASTER)}/s (${store})`,
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
      `The store takes ${formatNumber(median(of(guesses, (s) => s.storeUsPerGuess)))} µs a guess. ${shares(rate, guesses)} ${shares(rate * FASTER, fast)}`,
    ],
    bars: [
      bar('Socket.IO echo', echoes),
      bar(`whole guess, ${store}, ${formatNumber(rate)}/s`, guesses),
      bar(`whole guess, ${store}, ${formatNumber(rate * FASTER)}/s`, fast),
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
  'Baseline, then the server, with 1,000 connections in rooms of 4, a race, open loop at the highest of 6,000, 4,500 and 3,000/s that the machine keeps up with; every room read back afterwards.';

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
