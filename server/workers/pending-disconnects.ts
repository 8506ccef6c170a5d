import { disconnect } from '../../shared/room/rules.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';
import type { NodeRooms } from '../commands/node-rooms.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable } from '../store/room-store.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

/** A connection that has gone, and a room it was a member of: the seat there is to learn it. */
export interface Disconnect {
  roomId: string;
  playerId: string;
  socket: string;
}

const CONCURRENCY = 8;
/** More connections than a node can have, times the rooms of each. */
const MOST_WAITING = 200_000;
const RETRY_MS = 499;

/** Tells the seats of connections that have gone, now or when the store answers again. */
export function createPendingDisconnects(deps: {
  executor: CommandExecutor;
  nodeRooms: NodeRooms;
  /** Socket ids of a room's members on this node, by player. */
  socketsOf: (roomId: string) => ReadonlyMap<string, string>;
  metrics: Metrics;
  log: Log;
}): WorkQueue<Disconnect> {
  const { executor, nodeRooms, socketsOf, metrics, log } = deps;
  const isPassing = (error: unknown): boolean => error instanceof StoreUnavailable;
  const queue = createWorkQueue<Disconnect>({
    name: 'disconnects',
    keyOf: ({ roomId, playerId, socket }) => `${roomId} ${playerId} ${socket}`,
    async work({ roomId, playerId, socket }) {
      // A join that failed may have succeeded since, over the same connection.
      await executor.execute(roomId, (record) =>
        socketsOf(roomId).get(playerId) === socket ? { same: true } : disconnect(record, playerId, socket),
      );
      nodeRooms.disconnectTold(roomId);
    },
    concurrency: CONCURRENCY,
    mostWaiting: MOST_WAITING,
    // What fails otherwise is given up; the room stays in the node's list, so that the seat is told when this node ends.
    retryMs: (error) => (isPassing(error) ? RETRY_MS : null),
    isPassing,
    metrics,
    log,
  });
  return {
    ...queue,
    add(item) {
      nodeRooms.disconnected(item.roomId);
      return queue.add(item);
    },
  };
}
