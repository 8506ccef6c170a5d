import type { NodeRooms } from '../commands/node-rooms.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';

const TIDY_MS = 30_011;

/**
 * Forgets now and then the rooms that nobody here is a member of: a membership may also end by `leave`, by a kick, or because its player
 * goes on at another node, and a join may fail half way.
 */
export const createNodeRoomsTidying = (deps: { nodeRooms: NodeRooms; metrics: Metrics; log: Log }): Worker =>
  createWorker({
    name: 'node_rooms',
    everyMs: () => TIDY_MS,
    turn: () => deps.nodeRooms.tidy(),
    isPassing: (error) => error instanceof StoreUnavailable,
    metrics: deps.metrics,
    log: deps.log,
  });
