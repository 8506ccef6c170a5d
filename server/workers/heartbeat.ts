import type { LocalRoom, LocalSubscriptions } from '../broadcast/local-subscriptions.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';

export interface HeartbeatDeps {
  subscriptions: LocalSubscriptions;
  store: { rooms: Pick<RoomStore['rooms'], 'seq'> };
  writer: SocketWriter;
  elapsed: () => number;
  /** How long a room is quiet before it beats. */
  heartbeatMs: number;
  /** How long events gather before they leave. */
  batchMs: number;
  metrics: Metrics;
  log: Log;
}

/** Quiet rooms are looked for so many times in a beat: they do not all beat at once. */
const TURNS = 20;
/** Readings of the store at the same time. */
const READS = 64;

/** Tells the members of quiet rooms how far the room is, so that an event lost on the way is missed. */
export function createHeartbeat(deps: HeartbeatDeps): Worker {
  const { subscriptions, store, writer, elapsed, heartbeatMs, batchMs, metrics, log } = deps;
  const turnMs = heartbeatMs / TURNS;
  let stopped = false;

  function beat(room: LocalRoom, seq: number): void {
    const frame = eventFrame('heartbeat', { roomId: room.roomId, seq });
    for (const client of room.clients.values()) writer.send(client, frame);
  }

  /** What is gathered on some node right now is not lost: it arrives before the beat that counts it. */
  function beatLater(beats: readonly [LocalRoom, number][]): void {
    setTimeout(() => {
      for (const [room, seq] of beats) beat(room, seq);
    }, 2 * batchMs).unref();
  }

  async function read(rooms: readonly LocalRoom[]): Promise<void> {
    const beats: [LocalRoom, number][] = [];
    const readings = rooms.map(async (room) => {
      const seq = await store.rooms.seq(room.roomId);
      if (seq !== null) beats.push([room, seq]);
    });
    const results = await Promise.allSettled(readings);
    beatLater(beats);
    // Without the store there is nothing to tell.
    const failure = results.find(({ status }) => status === 'rejected');
    if (failure) throw (failure as PromiseRejectedResult).reason;
  }

  async function turn(): Promise<void> {
    const now = elapsed();
    const quiet: LocalRoom[] = [];
    for (const room of subscriptions.rooms.values()) {
      if (now - room.activeAt < heartbeatMs - turnMs / 2) continue;
      room.activeAt = now;
      quiet.push(room);
    }
    for (let from = 0; from < quiet.length && !stopped; from += READS)
      await read(quiet.slice(from, from + READS));
  }

  const worker = createWorker({
    name: 'heartbeat',
    everyMs: () => turnMs,
    turn,
    isPassing: (error) => error instanceof StoreUnavailable,
    metrics,
    log,
  });
  return {
    start: () => worker.start(),
    stop() {
      stopped = true;
      return worker.stop();
    },
  };
}
