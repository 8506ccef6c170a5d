import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Gazetteer } from '../../../shared/gazetteer/gazetteer.ts';
import type { Judge } from '../../../shared/gazetteer/judge.ts';
import type { JudgeOptions, Members } from '../../../shared/gazetteer/verdict.ts';
import { loadGazetteer } from './load.ts';

const WARM_UPS = 3;
const LOADS = 5;
// Without it, memory that nobody uses any more is counted with what is.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const UNPACKED = join(import.meta.dirname, '..', '..', '..', 'dist', 'gazetteer');

/** Times of a judgement in microseconds and of loading in milliseconds, on this machine and now. */
export function measureSpeed(
  gazetteer: Gazetteer,
  judge: Judge,
  members: Members,
  texts: readonly string[],
): string[] {
  const lines: string[] = [];
  for (const typos of ['off', 'accept'] as const) {
    const options: JudgeOptions = { namesakes: 'largest', typos };
    for (let i = 0; i < WARM_UPS; i += 1) for (const text of texts) judge.judge(members, text, options);
    const times = Float64Array.from(texts, (text) => {
      const start = process.hrtime.bigint();
      judge.judge(members, text, options);
      return Number(process.hrtime.bigint() - start) / 1000;
    }).sort();
    const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
    lines.push(
      `a judgement on the world quiz, typos ${typos}: median ${at(0.5)} µs, p90 ${at(0.9)}, p99 ${at(0.99)}`,
    );
  }
  const loads = Float64Array.from({ length: LOADS }, () => {
    collectGarbage();
    const start = performance.now();
    loadGazetteer(UNPACKED);
    return performance.now() - start;
  }).sort();
  lines.push(
    `loading: median ${loads[LOADS >> 1]!.toFixed(0)} ms, best ${loads[0]!.toFixed(0)} ms of ${LOADS}`,
  );
  lines.push(`index and cities resident: ${(residentBytes(gazetteer) / 1e6).toFixed(1)} MB`);
  return lines;
}

/** The memory that one more copy takes, in buffers and heap. */
function residentBytes({ dataVersion }: Gazetteer): number {
  const used = (): number => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const copy = loadGazetteer(UNPACKED);
  const bytes = used() - before;
  if (copy.dataVersion !== dataVersion) throw new Error('Another release was loaded');
  return bytes;
}
