import type { Database } from '../../db/postgres/database.ts';
import type { Durations } from '../../shared/durations.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Clock } from '../clock.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';
import type { NodeRooms } from '../commands/node-rooms.ts';
import type { Parking } from '../commands/parking.ts';
import type { RoomCache } from '../commands/room-cache.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RoomStore } from '../store/room-store.ts';
import { createDueRooms } from './due-rooms.ts';
import { createExpiredNodes } from './expired-nodes.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createLease } from './lease.ts';
import { createNodeRoomsTidying } from './node-rooms-tidying.ts';
import { createPendingDisconnects, type Disconnect } from './pending-disconnects.ts';
import { createPlayerWriteBuffer, type PlayerWriteBuffer } from './player-write-buffer.ts';
import { createReclaimedRooms } from './reclaimed-rooms.ts';
import { createParkedSweep, createRoomParking } from './room-parking.ts';
import { createRunSaving } from './run-saving.ts';
import type { WorkQueue } from './work-queue.ts';

export interface Workers {
  readonly disconnects: WorkQueue<Disconnect>;
  readonly players: PlayerWriteBuffer;
  start(): void;
  /**
   * Gives the node's lease back, with those rooms whose seats could not be told that their connections are gone. Rejects when the store
   * is away: then the lease expires by itself.
   */
  releaseLease(): Promise<void>;
  /** Stops what asks the room store alone; what is begun is waited for. */
  stop(): Promise<void>;
  /** Stops what asks the database, but `players`. What is not saved then waits in the room store. */
  stopSaving(): Promise<void>;
}

export interface WorkersDeps {
  store: RoomStore;
  database: Database;
  executor: CommandExecutor;
  cache: RoomCache;
  nodeRooms: NodeRooms;
  parking: Parking;
  broadcast: Broadcast;
  nodeId: string;
  clock: Clock;
  durations: Durations;
  metrics: Metrics;
  log: Log;
}

/** Everything that a node does by itself. Each loop that keeps time does only that; what takes long is handed to a queue. */
export function createWorkers(deps: WorkersDeps): Workers {
  const { store, database, executor, cache, nodeRooms, parking, broadcast } = deps;
  const { nodeId, clock, durations, metrics, log } = deps;
  const { subscriptions, writer } = broadcast;
  const { socketsOf } = subscriptions;
  const { elapsed } = clock;

  const disconnects = createPendingDisconnects({ executor, nodeRooms, socketsOf, metrics, log });
  const players = createPlayerWriteBuffer({
    write: (noted) => database.players.note(noted),
    intervalMs: durations.playerWritesMs,
    metrics,
  });
  const reclaimed = createReclaimedRooms({
    store,
    executor,
    nodeId,
    socketsOf,
    metrics,
    log,
  });
  const lease = createLease({
    store,
    nodeId,
    clock,
    durations,
    onLapse() {
      for (const roomId of nodeRooms.entered()) reclaimed.add(roomId);
    },
    metrics,
    log,
  });
  const saving = createRunSaving({ store, runs: database.runs, parked: database.parked, metrics, log });
  const roomParking = createRoomParking({ parking, cache, metrics, log });
  const { heartbeatMs, batchMs } = durations;
  const dueRooms = createDueRooms({
    store,
    executor,
    cache,
    nodeId,
    lease,
    saving,
    parking: roomParking,
    durations,
    metrics,
    log,
    random: Math.random,
  });
  const forRooms = [
    createExpiredNodes({ store, nodeId, lease, dueRooms, durations, metrics, log }),
    dueRooms,
    createNodeRoomsTidying({ nodeRooms, metrics, log }),
    createHeartbeat({ subscriptions, store, writer, elapsed, heartbeatMs, batchMs, metrics, log }),
  ];
  const parkedSweep = createParkedSweep({ parking, metrics, log });

  return {
    disconnects,
    players,
    start() {
      for (const loop of [lease, ...forRooms, parkedSweep]) loop.start();
    },
    async releaseLease() {
      await Promise.all([lease.stop(), disconnects.stop(), reclaimed.stop()]);
      await lease.release(nodeRooms.connected());
    },
    async stop() {
      await Promise.all(forRooms.map((worker) => worker.stop()));
    },
    async stopSaving() {
      await Promise.all([parkedSweep, saving, roomParking].map((worker) => worker.stop()));
    },
  };
}
