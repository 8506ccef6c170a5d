import type { Durations } from '../../shared/durations.ts';
import type { Outcome } from '../../shared/room/outcome.ts';
import type { RoomDoc, RoomRecord } from '../../shared/room/record.ts';
import { nextDueAt } from '../../shared/room/rules.ts';
import { withEmptiness } from '../../shared/room/seats.ts';
import type { Advanced, CommandExecutor } from '../commands/command-executor.ts';
import type { RoomCache } from '../commands/room-cache.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import type { Lease } from './lease.ts';
import type { RunSaving } from './run-saving.ts';
import type { WorkQueue } from './work-queue.ts';
import { createWorker, type Worker } from './worker.ts';

export interface DueRoomsDeps {
  store: RoomStore;
  executor: CommandExecutor;
  cache: RoomCache;
  nodeId: string;
  lease: Pick<Lease, 'isSteady'>;
  saving: RunSaving;
  parking: Pick<WorkQueue<string>, 'add'>;
  durations: Durations;
  metrics: Metrics;
  log: Log;
  /** Spreads the nodes' turns: uniform in [0, 1). */
  random: () => number;
}

/** Rooms that are looked at at the same time. */
const CONCURRENCY = 32;
/** A room that could not be removed is looked at again after this, and a room that is to be parked. */
const AGAIN_MS = 5000;
const PARK_AGAIN_MS = 30_000;

export interface DueRooms extends Worker {
  /** Whether more was due than could be begun at once, when this node last looked. */
  isBehind(): boolean;
}

/**
 * Keeps the time of rooms: every node claims what is due, and a claimed room belongs to it for a while. Everything here asks the
 * room store alone, and every step may be repeated; what Postgres has to do is handed on and offered again.
 */
export function createDueRooms(deps: DueRoomsDeps): DueRooms {
  const { store, executor, cache, nodeId, lease, saving, parking, durations, metrics, log, random } = deps;
  const running = new Set<Promise<void>>();
  let stopped = false;
  let behind = false;
  metrics.waiting('due_room', () => running.size);

  /** Those nodes that members of the room are connected to, and that are not alive; null while nobody can tell. */
  async function lostNodesOf({ seats }: RoomDoc): Promise<string[] | null> {
    const nodes = new Set(seats.flatMap(({ connection }) => connection?.node ?? []));
    nodes.delete(nodeId);
    if (nodes.size === 0) return [];
    if (!lease.isSteady()) return null;
    try {
      return await store.nodes.lost([...nodes]);
    } catch (error) {
      // On a cluster the leases may live on a master that is away, and this room on one that answers: its time goes on.
      if (error instanceof StoreUnavailable) return null;
      throw error;
    }
  }

  /** `isUnsure`: a node that members are connected to may be dead; it was perhaps for that that the room was made due. */
  async function advance(roomId: string): Promise<{ advanced: Advanced; isUnsure: boolean }> {
    const advanced = await executor.advance(roomId);
    if (advanced === 'gone') return { advanced, isUnsure: false };
    const lost = await lostNodesOf(advanced.record.doc);
    if (lost === null || lost.length === 0) return { advanced, isUnsure: lost === null };
    await executor.execute(roomId, (record) => loseConnections(record, lost, durations.leaseExpiresMs));
    return { advanced: await executor.advance(roomId), isUnsure: false };
  }

  /** Does what is due in a room; when to look again, epoch ms, or null for never. */
  async function visit(roomId: string): Promise<number | null> {
    const { advanced, isUnsure } = await advance(roomId);
    const isUnsaved = (await store.outbox.pending(roomId)).length > 0;
    if (!isUnsaved) saving.settled(roomId);
    const again = isUnsaved ? store.now() + saving.offer(roomId) : null;
    if (advanced === 'gone') return again;
    const { todo, record } = advanced;
    if (todo === 'expire') return again ?? (await expire(record));
    if (todo === 'park') {
      parking.add(roomId);
      return store.now() + PARK_AGAIN_MS;
    }
    const next = nextDueAt(record.doc, record.now, durations);
    return Math.min(next, again ?? Infinity, isUnsure ? store.now() + durations.leaseExpiresMs : Infinity);
  }

  async function expire({ doc, version, seq }: RoomRecord): Promise<number | null> {
    const { roomId } = doc;
    if (!(await store.rooms.remove(roomId, { version, seq }))) return store.now() + AGAIN_MS;
    cache.drop(roomId);
    for (const { playerId } of doc.seats) await store.rooms.dropSeat(playerId, roomId);
    log.debug({ roomId }, 'room expired');
    return null;
  }

  async function handle({ roomId, lease: claim }: { roomId: string; lease: number }): Promise<void> {
    const began = performance.now();
    let failed = false;
    try {
      await store.due.release(roomId, claim, await visit(roomId));
    } catch (error) {
      // The claim runs out, and somebody looks again.
      failed = true;
      if (!(error instanceof StoreUnavailable)) log.error({ err: error, roomId }, 'due room failed');
    }
    metrics.worked('due_room', performance.now() - began, failed);
  }

  function begin(claimed: { roomId: string; lease: number }): void {
    const work = handle(claimed).finally(() => running.delete(work));
    running.add(work);
  }

  async function turn(): Promise<void> {
    for (;;) {
      const free = CONCURRENCY - running.size;
      const claimed = await store.due.claim(free, durations.dueLeaseMs);
      claimed.forEach(begin);
      behind = claimed.length === free;
      if (!behind || stopped) return;
      await Promise.race(running);
    }
  }

  const worker = createWorker({
    name: 'due_rooms',
    everyMs: () => durations.dueRoomsMs * (0.8 + 0.4 * random()),
    turn,
    isPassing: (error) => error instanceof StoreUnavailable,
    metrics,
    log,
  });
  return {
    isBehind: () => behind,
    start() {
      stopped = false;
      worker.start();
    },
    async stop() {
      stopped = true;
      await worker.stop();
      await Promise.all(running);
    },
  };
}

/** The seats connected to these nodes, which were heard last at least `silentMs` ago, lose their connections. */
function loseConnections({ doc, now }: RoomRecord, nodes: readonly string[], silentMs: number): Outcome {
  const isLost = (node: string | undefined): boolean => node !== undefined && nodes.includes(node);
  if (!doc.seats.some((seat) => isLost(seat.connection?.node))) return { same: true };
  const seats = doc.seats.map((seat) =>
    isLost(seat.connection?.node) ? { ...seat, connection: null, awaySince: now - silentMs } : seat,
  );
  return { change: { doc: withEmptiness({ ...doc, seats }, now), events: [] } };
}
