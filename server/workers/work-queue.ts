import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Work that comes in at any time and is done a few pieces at a time, each key once. */
export interface WorkQueue<Item> {
  /** Queues an item unless its key waits or is being done already; false when the queue is full. */
  add(item: Item): boolean;
  /** Whether nothing waits, is being done, or is to be tried again. */
  isIdle(): boolean;
  /** Resolves when it is idle. */
  idle(): Promise<void>;
  /** Forgets what waits, and resolves when what is being done is over. */
  stop(): Promise<void>;
}

export interface WorkQueueOptions<Item> {
  /** Names it in metrics and log lines. */
  name: string;
  keyOf: (item: Item) => string;
  work: (item: Item) => Promise<void>;
  /** Items done at the same time. */
  concurrency: number;
  /** Items that may wait. */
  mostWaiting: number;
  /** After a failure: in how many ms to try again, or null to give the item up, which is logged unless it is a passing failure. */
  retryMs?: (error: unknown) => number | null;
  isPassing: (error: unknown) => boolean;
  metrics: Pick<Metrics, 'worked' | 'waiting'>;
  log: Log;
}

export function createWorkQueue<Item>(options: WorkQueueOptions<Item>): WorkQueue<Item> {
  const { name, keyOf, work, concurrency, mostWaiting, retryMs, isPassing, metrics, log } = options;
  const waiting = new Map<string, Item>();
  const running = new Set<string>();
  const retries = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  let onIdle: (() => void)[] = [];
  metrics.waiting(name, () => waiting.size + retries.size);

  const isIdle = (): boolean => waiting.size + running.size + retries.size === 0;

  function add(item: Item): boolean {
    const key = keyOf(item);
    if (stopped || waiting.size >= mostWaiting) return false;
    if (retries.has(key)) return true;
    waiting.set(key, item);
    pump();
    return true;
  }

  function pump(): void {
    for (const [key, item] of waiting) {
      if (running.size >= concurrency) return;
      // It came again while it is being done: once more, afterwards.
      if (running.has(key)) continue;
      waiting.delete(key);
      running.add(key);
      void run(key, item);
    }
  }

  async function run(key: string, item: Item): Promise<void> {
    const began = performance.now();
    let failed = false;
    try {
      await work(item);
    } catch (error) {
      failed = true;
      const again = retryMs?.(error) ?? null;
      if (again !== null && !stopped) retry(key, item, again);
      if (!isPassing(error)) log.error({ err: error, worker: name, key }, 'worker failed');
    }
    running.delete(key);
    metrics.worked(name, performance.now() - began, failed);
    pump();
    tellIdle();
  }

  function retry(key: string, item: Item, afterMs: number): void {
    const timer = setTimeout(() => {
      retries.delete(key);
      waiting.set(key, item);
      pump();
    }, afterMs);
    retries.set(key, timer);
  }

  function tellIdle(): void {
    const isOver = stopped ? running.size === 0 : isIdle();
    if (!isOver) return;
    for (const tell of onIdle) tell();
    onIdle = [];
  }

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      onIdle.push(resolve);
      tellIdle();
    });

  return {
    add,
    isIdle,
    idle,
    stop() {
      stopped = true;
      waiting.clear();
      for (const timer of retries.values()) clearTimeout(timer);
      retries.clear();
      return idle();
    },
  };
}
