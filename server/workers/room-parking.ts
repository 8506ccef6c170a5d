import type { Parking } from '../commands/parking.ts';
import type { RoomCache } from '../commands/room-cache.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

const CONCURRENCY = 2;
const MOST_WAITING = 10_000;

/** Moves idle solo games to Postgres, as the due-set offers them; what fails is offered again. */
export function createRoomParking(deps: {
  parking: Parking;
  cache: RoomCache;
  metrics: Metrics;
  log: Log;
}): WorkQueue<string> {
  const { parking, cache, metrics, log } = deps;
  return createWorkQueue<string>({
    name: 'room_parking',
    keyOf: (roomId) => roomId,
    async work(roomId) {
      try {
        if (await parking.park(roomId)) cache.drop(roomId);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) log.warn({ err: error, roomId }, 'room not parked yet');
        throw error;
      }
    },
    concurrency: CONCURRENCY,
    mostWaiting: MOST_WAITING,
    // Told above.
    isPassing: () => true,
    metrics,
    log,
  });
}

const SWEEP_MS = 3_600_000;

/** Forgets, once an hour, what has been parked for too long. */
export const createParkedSweep = (deps: { parking: Parking; metrics: Metrics; log: Log }): Worker =>
  createWorker({
    name: 'parked_sweep',
    everyMs: () => SWEEP_MS,
    turn: () => deps.parking.sweep(),
    // Postgres may be away: the next hour does.
    isPassing: () => true,
    metrics: deps.metrics,
    log: deps.log,
  });
