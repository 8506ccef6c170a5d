import { wrongIn, type Summary } from '../../report/summary.ts';
import { figure, percent } from '../../report/format-number.ts';
import { median } from '../goal.ts';
import type { Finding, Part } from '../part.ts';
import { open, type Bench } from '../harness.ts';

const RATE = 6000;
const FAST_RATE = 9000;

/** Reads the rooms back after a measurement; what is wrong with them makes the figure worth nothing. */
function complain(bench: Bench, what: string, audit: Parameters<typeof wrongIn>[0]): boolean {
  const wrong = wrongIn(audit);
  if (wrong > 0) bench.log(`    ${what}: ${wrong} wrong: ${JSON.stringify(audit)}`);
  return wrong === 0;
}

/** The headline: yardstick, then the server, again and again; the ratio of what a message costs each. */
async function ratios(bench: Bench, store: 'memory' | 'redis', limit: number): Promise<Finding> {
  const echoes: Summary[] = [];
  const guesses: Summary[] = [];
  const fast: Summary[] = [];
  const quotients: number[] = [];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    const echo = await bench.withYardstick('socketio-echo', async (stage) => {
      await stage.seat();
      return stage.measure(open(RATE));
    });
    const [guess, quick] = await bench.withFleet({ store }, async (stage) => {
      await stage.seat();
      const first = await stage.measure(open(RATE));
      const second = await stage.measure(open(FAST_RATE));
      return complain(bench, `${store} ${rep}`, await stage.audit()) ? [first, second] : [];
    });
    if (echo === undefined || guess === undefined) continue;
    echoes.push(echo);
    guesses.push(guess);
    if (quick !== undefined) fast.push(quick);
    const quotient = echo.cpuUsPerGuess / guess.cpuUsPerGuess;
    quotients.push(quotient);
    bench.log(
      `    ${rep}: echo ${figure(echo.cpuUsPerGuess)} µs, guess ${figure(guess.cpuUsPerGuess)} µs (store ` +
        `${figure(guess.storeUsPerGuess)} µs), ratio ${quotient.toFixed(3)} · p50 ${figure(guess.p50Ms)} p99 ${figure(guess.p99Ms)} ms`,
    );
  }
  const of = (summaries: Summary[], pick: (summary: Summary) => number): number[] => summaries.map(pick);
  const bar = (label: string, summaries: Summary[]) => {
    const us = median(of(summaries, (summary) => summary.cpuUsPerGuess));
    return { label, value: us, note: `${figure(us)} µs` };
  };
  return {
    figures: [
      {
        what: `CPU of a yardstick echo ÷ of a whole guess at ${figure(RATE)}/s (${store})`,
        limit,
        kind: 'least',
        unit: '',
        values: quotients,
      },
      {
        what: `p99 at ${figure(RATE)}/s (${store})`,
        limit: 5,
        kind: 'most',
        unit: 'ms',
        values: of(guesses, (summary) => summary.p99Ms),
      },
      {
        what: `p95 at ${figure(FAST_RATE)}/s (${store})`,
        limit: 7,
        kind: 'most',
        unit: 'ms',
        values: of(fast, (summary) => summary.p95Ms),
      },
    ],
    notes: [
      `Echo: p50 ${figure(median(of(echoes, (s) => s.p50Ms)))} ms, p99 ${figure(median(of(echoes, (s) => s.p99Ms)))} ms.`,
      `Guess: p50 ${figure(median(of(guesses, (s) => s.p50Ms)))} ms, p95 ${figure(median(of(guesses, (s) => s.p95Ms)))} ms; ` +
        `delivered to the others p99 ${figure(median(of(guesses, (s) => s.lag99Ms)))} ms after the send.`,
      `The store takes ${figure(median(of(guesses, (s) => s.storeUsPerGuess)))} µs a guess. ${shares(RATE, guesses)} ${shares(FAST_RATE, fast)}`,
    ],
    bars: [
      bar('Socket.IO echo', echoes),
      bar(`whole guess, ${store}, ${figure(RATE)}/s`, guesses),
      bar(`whole guess, ${store}, ${figure(FAST_RATE)}/s`, fast),
    ],
  };
}

/** How full the two cores are: what waits for the client's core counts as the server's answer time. */
function shares(rate: number, summaries: readonly Summary[]): string {
  const share = (pick: (summary: Summary) => number): string => percent(median(summaries.map(pick)));
  const server = share((s) => s.serverCores);
  return `At ${figure(rate)}/s the server uses ${server} of its core, client and store ${share((s) => s.clientCores + s.storeCores)} of theirs.`;
}

const HOW =
  'Yardstick, then the server, with 1,000 connections in rooms of 4, a race, open loop; every room read back afterwards.';

export const ratioRedis: Part = {
  name: 'ratio-redis',
  title: 'A whole guess against an echo, over Redis',
  how: `${HOW} Redis with AOF everysec on the client’s core.`,
  run: (bench) => ratios(bench, 'redis', 0.55),
};

export const ratioMemory: Part = {
  name: 'ratio-memory',
  title: 'A whole guess against an echo, on the journaled in-process store',
  how: HOW,
  run: (bench) => ratios(bench, 'memory', 0.65),
};
