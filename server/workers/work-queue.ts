import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Work that comes in at any time and is done a few pieces at a time, each key once. */
export interface WorkQueue<Item> {
  /** Queues an item unless its key waits already; one that is being done is done once more. False when the queue is full. */
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
  /** Items that may wait, those that are to be tried again among them. */
  mostWaiting: number;
  /**
   * After a failure: in how many ms to try again at the earliest, or null to give the item up. With thousands to be tried again each
   * waits longer: an outage must not keep the process busy.
   */
  retryMs?: (error: unknown) => number | null;
  /** Whether a failure is a passing one, which is counted and not logged. */
  isPassing: (error: unknown) => boolean;
  metrics: Pick<Metrics, 'worked' | 'waiting'>;
  log: Log;
}

/** Items that are tried again a millisecond at the most, on average. */
const RETRIES_PER_MS = 2;
/** Keys that have been taken and are still in the list, before it is copied without them. */
const MOST_TAKEN = 1024;

export function createWorkQueue<Item>(options: WorkQueueOptions<Item>): WorkQueue<Item> {
  const { name, keyOf, work, concurrency, mostWaiting, retryMs, isPassing, metrics, log } = options;
  const waiting = new Map<string, Item>();
  /** The keys of `waiting` in their order: to ask a Map for its first entry costs as much as has been taken from it before. */
  let order: string[] = [];
  let taken = 0;
  const running = new Set<string>();
  /** Came again while they are being done. */
  const onceMore = new Map<string, Item>();
  const retries = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  let onIdle: (() => void)[] = [];
  const waitingCount = (): number => waiting.size + onceMore.size + retries.size;
  metrics.waiting(name, waitingCount);

  const isIdle = (): boolean => waitingCount() + running.size === 0;

  function add(item: Item): boolean {
    const key = keyOf(item);
    if (stopped) return false;
    if (waiting.has(key) || onceMore.has(key) || retries.has(key)) return true;
    if (waitingCount() >= mostWaiting) return false;
    enqueue(key, item);
    return true;
  }

  function enqueue(key: string, item: Item): void {
    if (running.has(key)) {
      onceMore.set(key, item);
      return;
    }
    waiting.set(key, item);
    order.push(key);
    pump();
  }

  function pump(): void {
    while (running.size < concurrency && taken < order.length) {
      const key = order[taken]!;
      const item = waiting.get(key)!;
      taken += 1;
      waiting.delete(key);
      running.add(key);
      void run(key, item);
    }
    if (taken < MOST_TAKEN && taken < order.length) return;
    order = order.slice(taken);
    taken = 0;
  }

  async function run(key: string, item: Item): Promise<void> {
    const began = performance.now();
    let failed = false;
    try {
      await work(item);
    } catch (error) {
      failed = true;
      const again = retryMs?.(error) ?? null;
      if (again !== null && !stopped && !onceMore.has(key)) retry(key, item, again);
      if (!isPassing(error)) log.error({ err: error, worker: name, key }, 'worker failed');
    }
    running.delete(key);
    metrics.worked(name, performance.now() - began, failed);
    const next = onceMore.get(key);
    if (next !== undefined) {
      onceMore.delete(key);
      enqueue(key, next);
    }
    pump();
    tellIdle();
  }

  function retry(key: string, item: Item, leastMs: number): void {
    const timer = setTimeout(
      () => {
        retries.delete(key);
        enqueue(key, item);
      },
      Math.max(leastMs, Math.round(retries.size / RETRIES_PER_MS)),
    );
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
      onceMore.clear();
      order = [];
      taken = 0;
      for (const timer of retries.values()) clearTimeout(timer);
      retries.clear();
      return idle();
    },
  };
}
