import { createQuotaGroup } from './cpu-quota.ts';
import { startBusyProcess, type BusyProcess } from './busy-process.ts';

/** Holds processes to a share of one core. */
export interface CpuLimit {
  /** What was used, for people. */
  readonly how: string;
  add(pid: number): void;
  /** Busy processes take about half of what the added ones have, until the returned function is called. */
  hog(): () => void;
  stop(): void;
}

/**
 * Holds what is added to `share` (above 0, up to 1) of core `cpu`: by a CPU quota of a control group where this process may make one,
 * else by busy processes beside it, which the kernel gives as much time each. Undefined where neither can be done.
 */
export function limitCpu(share: number, cpu: number | undefined): CpuLimit | undefined {
  const group = createQuotaGroup(share);
  if (group !== undefined) {
    return {
      how: `${group.kind}: ${(share * 100).toFixed(0)} % of a core`,
      add: (pid) => group.add(pid),
      hog() {
        const busy = startBusyProcess(cpu);
        group.add(busy.pid);
        return () => busy.stop();
      },
      stop: () => group.remove(),
    };
  }
  if (cpu === undefined) return undefined;
  const start = (count: number): BusyProcess[] => Array.from({ length: count }, () => startBusyProcess(cpu));
  const beside = Math.max(0, Math.round(1 / share) - 1);
  const running = start(beside);
  return {
    how: `${beside} busy process(es) on its core, no control group could be made: 1/${beside + 1} of a core`,
    add: () => undefined,
    hog() {
      const more = start(beside + 1);
      return () => more.forEach((busy) => busy.stop());
    },
    stop: () => running.forEach((busy) => busy.stop()),
  };
}
