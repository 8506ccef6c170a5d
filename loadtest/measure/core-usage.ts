import { readFileSync } from 'node:fs';

/** Fields of a line of /proc/stat in which the core did nothing (proc(5)): idle, and idle while something waited for a disk. */
const IDLE_FIELDS = [4, 5];
/** user, nice, system, idle, iowait, irq, softirq, steal; the guests' are within the first two. */
const FIELDS = 8;

/** What a core has done since the machine started, in ticks: all, and idle. */
export interface CoreTicks {
  all: number;
  idle: number;
}

/** Reads core `cpu` out of the text of /proc/stat; undefined when it is not there. */
export function coreTicksIn(stat: string, cpu: number): CoreTicks | undefined {
  const fields = stat
    .split('\n')
    .find((line) => line.startsWith(`cpu${cpu} `))
    ?.split(/\s+/);
  if (fields === undefined) return undefined;
  const sumOf = (indexes: number[]): number =>
    indexes.reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  return { all: sumOf(Array.from({ length: FIELDS }, (_, index) => index + 1)), idle: sumOf(IDLE_FIELDS) };
}

/** The same of this machine; undefined where it does not tell. */
export function coreTicks(cpu: number | undefined): CoreTicks | undefined {
  if (cpu === undefined) return undefined;
  try {
    return coreTicksIn(readFileSync('/proc/stat', 'latin1'), cpu);
  } catch {
    return undefined;
  }
}

/** The share of its time for which a core was in use between two readings; NaN where that is not known. */
export function busyShare(before: CoreTicks | undefined, after: CoreTicks | undefined): number {
  if (before === undefined || after === undefined) return Number.NaN;
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}
