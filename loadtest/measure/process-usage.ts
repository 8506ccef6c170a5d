import { readFileSync } from 'node:fs';

/** What a process has used, as the kernel counts it. */
export interface Usage {
  /** User and system time of all its threads, milliseconds (in steps of 10 ms). */
  cpuMs: number;
  /** Resident memory, bytes. */
  rssBytes: number;
  /** Time its main thread was ready to run and had to wait for a core, milliseconds: somebody else used it. */
  waitedMs: number;
}

/** `USER_HZ`: 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** Reads `/proc/<pid>`; undefined where the process or `/proc` does not exist (proc(5): fields 14 and 15 of stat). */
function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name may hold spaces and parentheses: fields are counted from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status);
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      rssBytes: Number(rss?.[1] ?? 0) * 1024,
      waitedMs: waitedOf(pid),
    };
  } catch {
    return undefined;
  }
}

/** SecondSample field of `/proc/<pid>/schedstat`, nanoseconds; 0 where the kernel does not keep it. */
function waitedOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** The sum over several processes; those that are gone count nothing. */
export function usageOfAll(pids: readonly number[]): Usage {
  const total: Usage = { cpuMs: 0, rssBytes: 0, waitedMs: 0 };
  for (const pid of pids) {
    const usage = usageOf(pid);
    total.cpuMs += usage?.cpuMs ?? 0;
    total.rssBytes += usage?.rssBytes ?? 0;
    total.waitedMs += usage?.waitedMs ?? 0;
  }
  return total;
}
