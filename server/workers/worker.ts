import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** A loop of this node: one turn after the other, at a steady pace, until it is stopped. */
export interface Worker {
  start(): void;
  /** Begins no further turn, and resolves when the one under way is over. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Names it in metrics and log lines. */
  name: string;
  /** From the beginning of a turn to the beginning of the next, ms; a longer turn is followed by the next at once. */
  everyMs: () => number;
  turn: () => Promise<void>;
  /** Whether a failure is a passing one, which is counted and not logged: the next turn tries again. */
  isPassing: (error: unknown) => boolean;
  /** How long after its start the first turn begins, ms; by default as long as from turn to turn. */
  firstAfterMs?: number;
  metrics: Pick<Metrics, 'worked' | 'waiting'>;
  log: Log;
}

export function createWorker(options: WorkerOptions): Worker {
  const { name, everyMs, turn, isPassing, firstAfterMs, metrics, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let stopped = true;
  /** When the next turn should begin, while one is under way. */
  let nextAt = Infinity;
  metrics.waiting(name, () => (performance.now() > nextAt ? 1 : 0));

  async function run(): Promise<void> {
    const began = performance.now();
    nextAt = began + everyMs();
    let failed = false;
    try {
      await turn();
    } catch (error) {
      failed = true;
      if (!isPassing(error)) log.error({ err: error, worker: name }, 'worker failed');
    }
    nextAt = Infinity;
    const tookMs = performance.now() - began;
    metrics.worked(name, tookMs, failed);
    schedule(Math.max(0, everyMs() - tookMs));
  }

  function schedule(delayMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      current = run();
    }, delayMs);
  }

  return {
    start() {
      stopped = false;
      schedule(firstAfterMs ?? everyMs());
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
