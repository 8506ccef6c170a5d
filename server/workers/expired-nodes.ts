import type { Durations } from '../../shared/durations.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import type { DueRooms } from './due-rooms.ts';
import type { Lease } from './lease.ts';
import { createWorker, type Worker } from './worker.ts';

export interface ExpiredNodesDeps {
  store: Pick<RoomStore, 'nodes' | 'due' | 'now'>;
  nodeId: string;
  lease: Pick<Lease, 'isSteady'>;
  dueRooms: Pick<DueRooms, 'isBehind'>;
  durations: Pick<Durations, 'leaseRenewMs'>;
  metrics: Metrics;
  log: Log;
}

/** Rooms of a dead node that are taken at a time, and of those the calls under way at the same time. */
const PORTION = 256;
const CONCURRENCY = 32;
/** Until the next portion, when there is more. */
const MORE_MS = 199;

/**
 * Looks for nodes whose lease ran out and makes their rooms due, a portion at a time; whichever node claims a room (due-rooms.ts)
 * tells its seats. So the survivors share the work, and a survivor that dies in between leaves what it has not done to the others.
 * The next portion waits until the one before has been worked off: a game that is to end must not queue behind thousands of rooms.
 */
export function createExpiredNodes(deps: ExpiredNodesDeps): Worker {
  const { store, nodeId, lease, dueRooms, durations, metrics, log } = deps;
  /** Told once each; nodes' ids are never used again. */
  const told = new Set<string>();
  const MOST_TOLD = 1000;

  function tell(dead: string): void {
    if (told.has(dead)) return;
    if (told.size >= MOST_TOLD) told.clear();
    told.add(dead);
    log.warn({ node: dead }, 'node expired');
  }

  async function makeDue(roomIds: readonly string[]): Promise<void> {
    for (let from = 0; from < roomIds.length; from += CONCURRENCY) {
      const now = store.now();
      await Promise.all(roomIds.slice(from, from + CONCURRENCY).map((id) => store.due.schedule(id, now)));
    }
  }

  let isMore = false;

  async function turn(): Promise<void> {
    if (!lease.isSteady() || dueRooms.isBehind()) return;
    isMore = false;
    for (const { nodeId: dead, roomIds } of await store.nodes.expired(PORTION)) {
      if (dead === nodeId) continue;
      tell(dead);
      await makeDue(roomIds);
      await store.nodes.forgetRooms(dead, roomIds);
      isMore ||= roomIds.length >= PORTION;
    }
  }

  return createWorker({
    name: 'expired_nodes',
    everyMs: () => (isMore ? Math.min(MORE_MS, durations.leaseRenewMs) : durations.leaseRenewMs),
    turn,
    isPassing: (error) => error instanceof StoreUnavailable,
    metrics,
    log,
  });
}
