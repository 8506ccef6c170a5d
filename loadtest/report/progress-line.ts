import type { ProgressListener } from '../load-run.ts';
import { formatNumber } from './format-number.ts';

const PLAIN_EVERY = 5;
const PROGRESS_MS = 500;

/** One line that says how it goes: rewritten in a terminal, printed now and then elsewhere. */
export function createProgressLine(out: NodeJS.WriteStream, totalSeconds: number): ProgressListener {
  const tty = out.isTTY;
  let lastProgressAt = 0;
  const write = (text: string, keep: boolean): void => {
    if (tty) out.write(`\r\u001b[2K${text}${keep ? '\n' : ''}`);
    else if (keep) out.write(`${text}\n`);
  };
  return {
    onRow(row) {
      const left = Math.max(0, totalSeconds - row.second - 1);
      const done = Math.min(100, Math.round(((row.second + 1) / totalSeconds) * 100));
      write(
        `${row.measured ? 'measuring' : 'not measured'} ${done} %, ${left} s left · ${formatNumber(row.answered)} guesses/s` +
          `${row.refused > 0 ? `, ${formatNumber(row.refused)} refused/s` : ''} · p50 ${formatNumber(row.p50Ms)} p95 ${formatNumber(row.p95Ms)} p99 ${formatNumber(row.p99Ms)} ms · ${row.errors} errors`,
        (row.second + 1) % PLAIN_EVERY === 0,
      );
    },
    onProgress(what, done, of) {
      const now = performance.now();
      if (done < of && now - lastProgressAt < PROGRESS_MS) return;
      lastProgressAt = now;
      write(`${what} ${formatNumber(done)} of ${formatNumber(of)}`, done >= of);
    },
  };
}
