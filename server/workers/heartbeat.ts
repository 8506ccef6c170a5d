import type { LocalRoom, LocalSubscriptions } from '../broadcast/local-subscriptions.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';
import { createWorker, type Worker } from './worker.ts';

const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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
/** Readings of the store that are begun at a time, and those under way at the same time: a slow store makes no beat late. */
const READS = 64;
const MOST_READS = 1024;

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

  async function read(rooms: readonly LocalRoom[], onFailure: (error: unknown) => void): Promise<void> {
    const beats: [LocalRoom, number][] = [];
    const readings = rooms.map(async (room) => {
      const seq = await store.rooms.seq(room.roomId);
      if (seq !== null) beats.push([room, seq]);
    });
    // Without the store there is nothing to tell; on a cluster other rooms may be on a master that answers.
    for (const result of await Promise.allSettled(readings))
      if (result.status === 'rejected') onFailure(result.reason);
    beatLater(beats);
  }

  function quietRooms(): LocalRoom[] {
    const now = elapsed();
    const quiet: LocalRoom[] = [];
    for (const room of subscriptions.rooms.values()) {
      if (now - room.activeAt < heartbeatMs - turnMs / 2) continue;
      room.activeAt = now;
      quiet.push(room);
    }
    return quiet;
  }

  async function turn(): Promise<void> {
    const quiet = quietRooms();
    const failures: unknown[] = [];
    const under = new Set<Promise<void>>();
    for (let from = 0; from < quiet.length && !stopped; from += READS) {
      const reading = read(quiet.slice(from, from + READS), (error) => failures.push(error)).finally(() =>
        under.delete(reading),
      );
      under.add(reading);
      if (under.size * READS >= MOST_READS) await Promise.race(under);
      else await yieldToOthers();
    }
    await Promise.all(under);
    if (failures.length > 0) throw failures[0];
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
