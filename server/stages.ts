import type { Log } from './log.ts';

/** The stages of stopping, one after the other, within one time for all. */
export interface Stages {
  /** Waits for `work`, but no longer than `mostMs` and no longer than the time that is left; what it does then is its own business. */
  run(name: string, mostMs: number, work: () => Promise<unknown>): Promise<void>;
  /** Names of the stages that were not waited for to their end, or failed. */
  readonly cutShort: string[];
}

export function createStages(totalMs: number, elapsed: () => number, log: Log): Stages {
  const deadline = elapsed() + totalMs;
  const cutShort: string[] = [];
  return {
    cutShort,
    async run(name, mostMs, work) {
      const patienceMs = Math.max(0, Math.min(mostMs, deadline - elapsed()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, patienceMs, 'late');
      });
      try {
        if ((await Promise.race([work(), late])) !== 'late') return;
        log.warn({ stage: name, afterMs: Math.round(patienceMs) }, 'a stage of stopping was cut short');
      } catch (error) {
        log.error({ err: error, stage: name }, 'a stage of stopping failed');
      } finally {
        clearTimeout(timer);
      }
      cutShort.push(name);
    },
  };
}
