import { createTimer, type Timers } from '../../shared/client/timers.ts';

/** Between two announcements of others' finds, ms. */
const EVERY_MS = 5000;

export interface FindAnnouncerOptions {
  timers: Timers;
  say: (text: string) => void;
}

/** Says what others named, at most every 5 s: the latest of it, and how many more there were. */
export function createFindAnnouncer({ timers, say }: FindAnnouncerOptions): {
  note(text: string): void;
  stop(): void;
} {
  let latest = '';
  let more = 0;
  const pause = createTimer(timers, speak);

  function speak(): void {
    if (latest === '') return;
    say(more > 0 ? `${latest}, and ${more} more before` : latest);
    latest = '';
    more = 0;
    pause.start(EVERY_MS);
  }

  return {
    note(text) {
      if (latest !== '') more += 1;
      latest = text;
      if (!pause.isRunning) speak();
    },
    stop: () => pause.stop(),
  };
}
