import type { RoomStore, StoreLog } from '../room-store.ts';
import type { MemoryContext } from './context.ts';
import { createMemoryCounters } from './counters.ts';
import { createMemoryDue } from './due.ts';
import { createMemoryNodes } from './nodes.ts';
import { createMemoryOutbox } from './outbox.ts';
import { createMemoryRooms } from './rooms.ts';
import { emptyState } from './state.ts';
import { applyStep } from './steps.ts';
import { createMemoryTokens } from './tokens.ts';

export interface MemoryStoreOptions {
  /** Where the journal lives; null keeps everything in the process alone, for tests. */
  folder: string | null;
  /** Epoch ms. */
  clock: () => number;
  log: StoreLog;
  durations: { leaseExpiresMs: number };
}

/** The in-process room store: the default, and one node only. */
export function createMemoryStore({ clock, durations }: MemoryStoreOptions): Promise<RoomStore> {
  const state = emptyState();
  let lastStep = 0;

  const context: MemoryContext = {
    state,
    now: clock,
    perform(step) {
      lastStep += 1;
      return applyStep(state, step, lastStep);
    },
    settled: () => undefined,
  };

  return Promise.resolve({
    kind: 'memory',
    now: clock,
    rooms: createMemoryRooms(context),
    due: createMemoryDue(context),
    outbox: createMemoryOutbox(context),
    nodes: createMemoryNodes(context, durations.leaseExpiresMs),
    counters: createMemoryCounters(context),
    tokens: createMemoryTokens(context),
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
}
