import type { Durations } from '../../shared/durations.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';

/** This node's lease in the store: while it is renewed, the others know that the node lives. */
export interface Lease extends Worker {
  /**
   * Whether the node has been heard, without a lapse or a failed renewal, for the length of a lease. Only then it judges others: an
   * outage of the store is nobody's death.
   */
  isSteady(): boolean;
  /**
   * Gives the lease back, so that nobody waits for it to expire. `roomIds` have seats that still say they are connected here: they are
   * taken over at once.
   */
  release(roomIds: readonly string[]): Promise<void>;
}

export interface LeaseDeps {
  store: Pick<RoomStore, 'nodes'>;
  nodeId: string;
  clock: Clock;
  durations: Pick<Durations, 'leaseRenewMs' | 'leaseExpiresMs'>;
  /**
   * Others may have taken this node for dead: told when the lease is back, and once more a lease's length later, because somebody may
   * have found the node dead just before and told a seat so just after.
   */
  onLapse: () => void;
  metrics: Metrics;
  log: Log;
}

/** Nothing but the renewal happens in this loop: whatever took long here would make the node look dead. */
export function createLease(deps: LeaseDeps): Lease {
  const { store, nodeId, clock, durations, onLapse, metrics, log } = deps;
  const { leaseRenewMs, leaseExpiresMs } = durations;
  /** When the newest renewal that succeeded was sent: the store made it later, so the lease lasts longer than counted from here. */
  let renewedAt = -Infinity;
  let steadySince = Infinity;
  let isTold = true;

  const isSteady = (): boolean => clock.elapsed() - steadySince >= leaseExpiresMs;

  async function renew(): Promise<void> {
    const sentAt = clock.elapsed();
    try {
      await store.nodes.renew(nodeId, leaseExpiresMs);
    } catch (error) {
      steadySince = Infinity;
      throw error;
    }
    const now = clock.elapsed();
    const isFirst = renewedAt === -Infinity;
    const lapsed = now - renewedAt >= leaseExpiresMs;
    renewedAt = sentAt;
    if (lapsed || steadySince === Infinity) steadySince = now;
    if (lapsed && !isFirst) {
      isTold = false;
      onLapse();
    } else if (!isTold && isSteady()) {
      isTold = true;
      onLapse();
    }
  }

  const worker = createWorker({
    name: 'lease',
    everyMs: () => leaseRenewMs,
    // The node has a lease before it has members.
    firstAfterMs: 0,
    turn: renew,
    isPassing: (error) => error instanceof StoreUnavailable,
    metrics,
    log,
  });
  return {
    ...worker,
    isSteady,
    release: (roomIds) => store.nodes.release(nodeId, roomIds),
  };
}
