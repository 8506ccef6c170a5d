/** The platform's timers, passed in because nothing here knows a global; `globalThis` is one. */
export interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** A wait that is started once until it is over: asking for it again while it runs changes nothing. */
export interface Timer {
  readonly isRunning: boolean;
  start(ms: number): void;
  stop(): void;
}

export function createTimer(timers: Timers, onTime: () => void): Timer {
  let running: { handle: unknown } | null = null;
  return {
    get isRunning() {
      return running !== null;
    },
    start(ms) {
      running ??= {
        handle: timers.setTimeout(() => {
          running = null;
          onTime();
        }, ms),
      };
    },
    stop() {
      if (running) timers.clearTimeout(running.handle);
      running = null;
    },
  };
}
