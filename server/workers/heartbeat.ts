import type { RoomStore } from '../store/room-store.ts';
import { eventFrame } from '../broadcast/frame.ts';
import type { LocalRoom, LocalSubscriptions } from '../broadcast/local-subscriptions.ts';
import type { SocketWriter } from '../broadcast/socket-writer.ts';

/** Tells the members of quiet rooms how far the room is, so that an event lost on the way is missed. */
export interface Heartbeat {
  start(): void;
  stop(): void;
}

export interface HeartbeatDeps {
  members: LocalSubscriptions;
  store: RoomStore;
  writer: SocketWriter;
  elapsed: () => number;
  /** How long a room is quiet before it beats. */
  heartbeatMs: number;
  /** How long events gather before they leave. */
  batchMs: number;
}

/** Quiet rooms are looked for so many times in a beat: they do not all beat at once. */
const TURNS = 5;
/** Readings of the store at the same time. */
const READS = 64;

export function createHeartbeat({
  members,
  store,
  writer,
  elapsed,
  heartbeatMs,
  batchMs,
}: HeartbeatDeps): Heartbeat {
  const turnMs = heartbeatMs / TURNS;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function beat(room: LocalRoom): Promise<void> {
    const { roomId } = room;
    const seq = await store.rooms.seq(roomId);
    if (seq === null) return;
    // What is gathered on some node right now is not lost: it arrives before the beat that counts it.
    await new Promise((resolve) => setTimeout(resolve, 2 * batchMs));
    const frame = eventFrame('heartbeat', { roomId, seq });
    for (const client of room.clients.values()) writer.send(client, frame);
  }

  async function turn(): Promise<void> {
    const now = elapsed();
    const quiet: LocalRoom[] = [];
    for (const room of members.rooms.values()) {
      if (now - room.activeAt < heartbeatMs - turnMs / 2) continue;
      room.activeAt = now;
      quiet.push(room);
    }
    for (let from = 0; from < quiet.length && !stopped; from += READS)
      // Without the store there is nothing to tell.
      await Promise.allSettled(quiet.slice(from, from + READS).map(beat));
    schedule();
  }

  function schedule(): void {
    if (!stopped) timer = setTimeout(() => void turn(), turnMs);
  }

  return {
    start: schedule,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
