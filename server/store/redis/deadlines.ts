import { StoreUnavailable, type StoreLog } from '../room-store.ts';

/** Bounds calls in time with one timer for all of them: they share one length, so the oldest is always the next to lapse. */
export interface Deadlines {
  /**
   * Rejects with {@link StoreUnavailable} when the call takes too long; its answer then goes to `onLate`, if it comes. What is wrong
   * with a late answer, or with its handling, is logged: nobody waits for it any more.
   */
  bound<T>(call: Promise<T>, onLate?: (answer: T) => void): Promise<T>;
  close(): void;
}

interface Waiting {
  until: number;
  /** Undefined once it is settled, as it holds on to all that waits for it. */
  reject: ((reason: Error) => void) | undefined;
}

const LOOKS_PER_TIMEOUT = 10;

export function createDeadlines(timeoutMs: number, log: StoreLog): Deadlines {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    let lapsed = 0;
    for (const entry of waiting) {
      if (entry.reject && entry.until > now) break;
      lapsed += 1;
      entry.reject?.(unanswered(timeoutMs));
      entry.reject = undefined;
    }
    waiting = waiting.slice(lapsed);
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function unhandled(error: unknown): void {
    log.error({ err: error }, 'a late answer of Redis could not be handled');
  }

  function takeLate<T>(answer: T, onLate: ((answer: T) => void) | undefined): void {
    try {
      onLate?.(answer);
    } catch (error) {
      unhandled(error);
    }
  }

  return {
    bound: (call, onLate) =>
      new Promise((resolve, reject) => {
        const entry: Waiting = { until: performance.now() + timeoutMs, reject };
        waiting.push(entry);
        timer ??= setInterval(look, timeoutMs / LOOKS_PER_TIMEOUT);
        call.then(
          (answer) => {
            if (!entry.reject) {
              takeLate(answer, onLate);
              return;
            }
            entry.reject = undefined;
            resolve(answer);
          },
          (error: unknown) => {
            const failure = storeError(error);
            if (!entry.reject && !(failure instanceof StoreUnavailable)) unhandled(failure);
            entry.reject = undefined;
            reject(failure);
          },
        );
      }),
    close() {
      clearInterval(timer);
      for (const { reject } of waiting) reject?.(new StoreUnavailable('the store is closed'));
      waiting = [];
    },
  };
}

/** Errors that a server answers when it cannot serve now; any other answer is a bug of ours. */
const PASSING =
  /^(LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|READONLY|MISCONF|OOM|BUSY|NOREPLICAS|MOVED|ASK|UNBLOCKED)\b/;

export const unanswered = (timeoutMs: number): StoreUnavailable =>
  new StoreUnavailable(`Redis did not answer within ${timeoutMs} ms`);

export function storeError(error: unknown): Error {
  if (!(error instanceof Error)) return new StoreUnavailable(String(error));
  const answered = error.name === 'ReplyError' && !PASSING.test(error.message);
  return answered ? error : new StoreUnavailable(error.message, { cause: error });
}
