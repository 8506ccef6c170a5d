import type { EventBody } from '../../shared/messages.ts';
import type { Outcome } from '../../shared/room/outcome.ts';
import type { RoomRecord, Seat } from '../../shared/room/record.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

export interface ReclaimedRoomsDeps {
  store: Pick<RoomStore, 'nodes'>;
  executor: CommandExecutor;
  nodeId: string;
  /** Socket ids of a room's members on this node, by player. */
  socketsOf: (roomId: string) => ReadonlyMap<string, string>;
  metrics: Metrics;
  log: Log;
}

const CONCURRENCY = 8;
const MOST_WAITING = 1_000_000;
const RETRY_MS = 499;

/** After a lapse of this node's lease others may have taken it for dead: its rooms and their seats are told that it is not. */
export function createReclaimedRooms(deps: ReclaimedRoomsDeps): WorkQueue<string> {
  const { store, executor, nodeId, socketsOf, metrics, log } = deps;
  const isPassing = (error: unknown): boolean => error instanceof StoreUnavailable;
  return createWorkQueue<string>({
    name: 'reclaimed_rooms',
    keyOf: (roomId) => roomId,
    async work(roomId) {
      // Everybody may have left since it was queued.
      if (socketsOf(roomId).size === 0) return;
      await store.nodes.enter(nodeId, roomId);
      await executor.execute(roomId, (record) => reconnected(record, nodeId, socketsOf(roomId)));
    },
    concurrency: CONCURRENCY,
    mostWaiting: MOST_WAITING,
    retryMs: (error) => (isPassing(error) ? RETRY_MS : null),
    isPassing,
    metrics,
    log,
  });
}

function reconnected({ doc }: RoomRecord, node: string, members: ReadonlyMap<string, string>): Outcome {
  const events: EventBody[] = [];
  const back = (seat: Seat): Seat => {
    const socket = members.get(seat.playerId);
    if (socket === undefined || seat.connection || seat.left) return seat;
    if (!seat.online) events.push({ type: 'online', playerId: seat.playerId });
    return { ...seat, connection: { node, socket }, awaySince: null, online: true };
  };
  const seats = doc.seats.map(back);
  if (seats.every((seat, index) => seat === doc.seats[index])) return { same: true };
  return { change: { doc: { ...doc, seats, emptySince: null }, events } };
}
