import type { Counters } from '../room-store.ts';
import type { MemoryContext } from './context.ts';

/** Windows are forgotten when they have ended, looked for whenever the table has doubled. */
export function createMemoryCounters({ now }: Pick<MemoryContext, 'now'>): Counters {
  const windows = new Map<string, { count: number; until: number }>();
  let sizeAfterSweep = 1024;

  function sweep(): void {
    for (const [key, { until }] of windows) if (until <= now()) windows.delete(key);
    sizeAfterSweep = Math.max(windows.size, 1024);
  }

  return {
    add(key, by, windowMs) {
      if (windows.size > 2 * sizeAfterSweep) sweep();
      let window = windows.get(key);
      if (!window || window.until <= now())
        windows.set(key, (window = { count: 0, until: now() + windowMs }));
      window.count += by;
      return Promise.resolve({ count: window.count, resetsInMs: window.until - now() });
    },
  };
}
