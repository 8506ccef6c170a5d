/** A wait that is started once until it is over: asking for it again while it runs changes nothing. */
export interface Timer {
  start(ms: number): void;
  stop(): void;
}

export function createTimer(onTime: () => void): Timer {
  let running: ReturnType<typeof setTimeout> | null = null;
  return {
    start(ms) {
      running ??= setTimeout(() => {
        running = null;
        onTime();
      }, ms);
    },
    stop() {
      if (running !== null) clearTimeout(running);
      running = null;
    },
  };
}
