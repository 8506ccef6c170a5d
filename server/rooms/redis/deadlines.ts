import { StoreUnavailable } from '../room-store.ts';

/** Bounds calls in time with one timer for all of them: they share one length, so the oldest is always the next to lapse. */
export interface Deadlines {
  /** Rejects with {@link StoreUnavailable} when the call takes too long; its answer then goes to `onLate`, if it comes. */
  bound<T>(call: Promise<T>, onLate?: (answer: T) => void): Promise<T>;
  close(): void;
}

interface Waiting {
  until: number;
  open: boolean;
  reject: (reason: Error) => void;
}

const LOOKS_PER_TIMEOUT = 10;

export function createDeadlines(timeoutMs: number): Deadlines {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    let lapsed = 0;
    for (const entry of waiting) {
      if (entry.open && entry.until > now) break;
      lapsed += 1;
      if (entry.open) {
        entry.open = false;
        entry.reject(new StoreUnavailable(`Redis did not answer within ${timeoutMs} ms`));
      }
    }
    waiting = waiting.slice(lapsed);
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    bound: (call, onLate) =>
      new Promise((resolve, reject) => {
        const entry: Waiting = { until: performance.now() + timeoutMs, open: true, reject };
        waiting.push(entry);
        timer ??= setInterval(look, timeoutMs / LOOKS_PER_TIMEOUT);
        call.then(
          (answer) => {
            if (!entry.open) {
              onLate?.(answer);
              return;
            }
            entry.open = false;
            resolve(answer);
          },
          (error: unknown) => {
            if (!entry.open) return;
            entry.open = false;
            reject(storeError(error));
          },
        );
      }),
    close() {
      clearInterval(timer);
      for (const entry of waiting) if (entry.open) entry.reject(new StoreUnavailable('the store is closed'));
      waiting = [];
    },
  };
}

/** Errors that a server answers when it cannot serve now; any other answer is a bug of ours. */
const PASSING =
  /^(LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|READONLY|MISCONF|OOM|BUSY|NOREPLICAS|MOVED|ASK|UNBLOCKED)\b/;

function storeError(error: unknown): Error {
  if (!(error instanceof Error)) return new StoreUnavailable(String(error));
  const answered = error.name === 'ReplyError' && !PASSING.test(error.message);
  return answered ? error : new StoreUnavailable(error.message, { cause: error });
}
