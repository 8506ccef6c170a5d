import type { ParkedStore } from '../../db/postgres/stores/parked.ts';
import type { RunStore } from '../../db/postgres/stores/runs.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { readRun } from '../store/run.ts';
import type { RoomStore } from '../store/room-store.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

/**
 * Takes finished games from the room store to Postgres. The due-set offers a room again and again until its runs are saved, so
 * nothing here has to be remembered, and no loop that keeps time waits for Postgres.
 */
export interface RunSaving extends Pick<WorkQueue<string>, 'stop'> {
  /** Saves every unsaved run of a room, as soon as it is its turn. Answers in how many ms the room is to be offered again. */
  offer(roomId: string): number;
  /** The room has no unsaved run. */
  settled(roomId: string): void;
}

export interface RunSavingDeps {
  store: RoomStore;
  runs: RunStore;
  parked: ParkedStore;
  metrics: Metrics;
  log: Log;
}

const CONCURRENCY = 2;
const MOST_WAITING = 10_000;
/** A room that is being saved by one node is not offered to another before. */
const OFFER_MS = 5000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** Rooms whose waits are remembered; a forgotten one is only tried sooner. */
const MOST_WAITS = 10_000;

export function createRunSaving(deps: RunSavingDeps): RunSaving {
  const { store, runs, parked, metrics, log } = deps;
  /** By room that failed: the wait before the next try. */
  const waits = new Map<string, number>();

  async function save(roomId: string): Promise<void> {
    for (const header of await store.outbox.pending(roomId)) {
      await runs.save(await readRun(store, header));
      // A copy of an earlier state may have been left in Postgres: it must not come back to life.
      if (header.settings.mode === 'solo') await parked.remove(roomId);
      await store.outbox.saved(roomId, header.runId);
      log.info({ roomId, runId: header.runId }, 'run saved');
    }
    waits.delete(roomId);
  }

  async function saveOrTryLater(roomId: string): Promise<void> {
    try {
      await save(roomId);
    } catch (error) {
      const waitMs = Math.min((waits.get(roomId) ?? FIRST_RETRY_MS / 2) * 2, LONGEST_RETRY_MS);
      // Another node may save it, and then this one never hears of it again.
      if (waits.size >= MOST_WAITS && !waits.has(roomId)) waits.delete(waits.keys().next().value!);
      waits.set(roomId, waitMs);
      log.warn({ err: error, roomId, retryInMs: waitMs }, 'run not saved yet');
      // Should this fail, the due-set offers the room all the same, a little later.
      await store.due.schedule(roomId, store.now() + waitMs).catch(() => undefined);
      throw error;
    }
  }

  const queue = createWorkQueue<string>({
    name: 'run_saving',
    keyOf: (roomId) => roomId,
    work: saveOrTryLater,
    concurrency: CONCURRENCY,
    mostWaiting: MOST_WAITING,
    // Told above.
    isPassing: () => true,
    metrics,
    log,
  });
  return {
    offer(roomId) {
      queue.add(roomId);
      return Math.max(OFFER_MS, waits.get(roomId) ?? 0);
    },
    settled: (roomId) => void waits.delete(roomId),
    stop: () => queue.stop(),
  };
}
