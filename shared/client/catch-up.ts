import { createTimer, type Timers } from './timers.ts';

/** How far a client is in a room's order; `createInbox` is one. */
export interface Progress {
  /** Everything up to here is there; below 0: nothing was taken over yet. */
  readonly watermark: number;
  /** Whether something is missing before what came early. */
  readonly hasGap: boolean;
}

export interface CatchUpOptions {
  timers: Timers;
  progress(): Progress;
  /**
   * Asks for what follows `since` and takes in what comes. Resolves with the `seq` of the answer, or with how long to wait
   * (the refusal's `retryAfterMs`), or with `null` when there was no answer or none is to be had.
   */
  sync(since: number): Promise<{ seq: number } | { retryAfterMs: number } | null>;
  /** An answer that brought nothing of what is missing: only a whole view helps. */
  refetch(): void;
}

/** Asks for what is missing, when it has been missing for long enough. */
export interface CatchUp {
  /** Something came: is anything missing before it? */
  check(): void;
  /** The server knows of this `seq`. */
  heartbeat(seq: number): void;
  stop(): void;
}

/** How long a gap may stay open before it is asked for, ms (docs/protocol.md). */
const GAP_MS = 300;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  let known = 0;
  let watched = 0;
  let isAsking = false;
  let isStopped = false;

  const timer = createTimer(options.timers, () => {
    // What was missing has come; what is missing now gets its own time.
    if (options.progress().watermark > watched) check();
    else if (isMissing()) void ask();
  });

  function isMissing(): boolean {
    const { watermark, hasGap } = options.progress();
    return watermark >= 0 && (hasGap || known > watermark);
  }

  function check(waitMs = GAP_MS): void {
    if (isAsking || isStopped || timer.isRunning || !isMissing()) return;
    watched = options.progress().watermark;
    timer.start(waitMs);
  }

  async function ask(): Promise<void> {
    const before = options.progress().watermark;
    isAsking = true;
    const answer = await options.sync(before);
    isAsking = false;
    // Without an answer the next event, heartbeat or join begins again.
    if (answer === null || isStopped) return;
    if ('retryAfterMs' in answer) {
      check(answer.retryAfterMs);
      return;
    }
    // What a heartbeat promised and a store then lost will never come.
    known = Math.min(known, answer.seq);
    const { watermark } = options.progress();
    if (!isMissing()) return;
    if (watermark === before) options.refetch();
    // A long absence comes in pages.
    else if (watermark < answer.seq) void ask();
    else check();
  }

  return {
    check: () => check(),
    heartbeat(seq) {
      known = seq;
      check();
    },
    stop() {
      isStopped = true;
      timer.stop();
    },
  };
}
