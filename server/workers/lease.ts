import type { Durations } from '../../shared/durations.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';

/** This node's lease in the store: while it is renewed, the others know that the node lives. */
export interface Lease extends Worker {
  /**
   * Whether the node has been heard, without a lapse, for the length of a lease. Only then it judges others: an outage of the
   * store is nobody's death.
   */
  isSteady(): boolean;
  /** Gives the lease back, so that nobody waits for it to expire. Rooms that the node still has are taken over at once. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  store: Pick<RoomStore, 'nodes'>;
  nodeId: string;
  clock: Clock;
  durations: Pick<Durations, 'leaseRenewMs' | 'leaseExpiresMs'>;
  /** Others may have taken this node for dead meanwhile. */
  onLapse: () => void;
  metrics: Metrics;
  log: Log;
}

/** Nothing but the renewal happens in this loop: whatever took long here would make the node look dead. */
export function createLease(deps: LeaseDeps): Lease {
  const { store, nodeId, clock, durations, onLapse, metrics, log } = deps;
  let renewedAt = -Infinity;
  let steadySince = Infinity;

  async function renew(): Promise<void> {
    await store.nodes.renew(nodeId, durations.leaseExpiresMs);
    const now = clock.elapsed();
    const lapsed = now - renewedAt >= durations.leaseExpiresMs;
    renewedAt = now;
    if (!lapsed) return;
    steadySince = now;
    onLapse();
  }

  const isPassing = (error: unknown): boolean => error instanceof StoreUnavailable;
  const worker = createWorker({
    name: 'lease',
    everyMs: () => durations.leaseRenewMs,
    turn: renew,
    isPassing,
    metrics,
    log,
  });
  return {
    start() {
      // The node has a lease before it has members.
      renew().catch((error: unknown) => {
        if (!isPassing(error)) log.error({ err: error, worker: 'lease' }, 'worker failed');
      });
      worker.start();
    },
    stop: () => worker.stop(),
    isSteady: () => clock.elapsed() - steadySince >= durations.leaseExpiresMs,
    release: () => store.nodes.release(nodeId),
  };
}
