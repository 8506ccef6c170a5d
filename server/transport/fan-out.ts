import type { RoomEvent } from '../../shared/messages.ts';
import { coalesceScores, reduceEvent } from '../../shared/room/visibility.ts';
import type { Delivery } from '../rooms/publisher.ts';
import type { Client } from './client.ts';
import { eventFrame, type Frame } from './frame.ts';
import type { Members } from './members.ts';
import type { SocketWriter } from './socket-writer.ts';

/** Brings a room's events to its members: gathered for a moment, reduced for each, encoded once for all who get the same. */
export interface FanOut {
  publish: (roomId: string, events: readonly RoomEvent[], delivery: Delivery) => void;
  /** Sends what a room has gathered now. */
  flush(roomId: string): void;
  /** Sends everything that is gathered. */
  stop(): void;
}

export interface FanOutDeps {
  members: Members;
  writer: SocketWriter;
  /** Sends events to the room's members on other nodes, reduced as for strangers. */
  toOthers: (roomId: string, events: readonly RoomEvent[]) => void;
  elapsed: () => number;
  /** The longest that an event is gathered for. */
  batchMs: number;
}

interface Batch {
  readonly roomId: string;
  readonly events: RoomEvent[];
  /** Parallel to `events`. */
  readonly deliveries: Delivery[];
  split: boolean;
}

/** Batches wait in a ring of so many slots, so that rooms leave spread over time and not all in one turn. */
const SLOTS = 5;

export function createFanOut(deps: FanOutDeps): FanOut {
  const { members, writer, toOthers, elapsed, batchMs } = deps;
  const batches = new Map<string, Batch>();
  const ring: Batch[][] = Array.from({ length: SLOTS }, () => []);
  let slot = 0;
  let timer: NodeJS.Timeout | undefined;

  function turn(): void {
    timer = undefined;
    slot = (slot + 1) % SLOTS;
    const due = ring[slot]!;
    ring[slot] = [];
    for (const batch of due) if (batches.get(batch.roomId) === batch) leave(batch);
    if (batches.size > 0) schedule();
  }

  function schedule(): void {
    timer ??= setTimeout(turn, batchMs / SLOTS);
  }

  function publish(roomId: string, events: readonly RoomEvent[], delivery: Delivery): void {
    let batch = batches.get(roomId);
    if (!batch) {
      batch = { roomId, events: [], deliveries: [], split: false };
      batches.set(roomId, batch);
      // The current slot is the one whose turn comes last.
      ring[slot]!.push(batch);
      schedule();
    }
    let urgent = false;
    for (const event of events) {
      batch.events.push(event);
      batch.deliveries.push(delivery);
      urgent ||= isUrgent(event);
    }
    batch.split ||= delivery.split;
    if (urgent) leave(batch);
  }

  function leave(batch: Batch): void {
    const { roomId, events, split } = batch;
    batches.delete(roomId);
    const isPlain = !batch.deliveries.some(({ hidden }) => hidden);
    const reduced = isPlain ? events : forViewer(batch, undefined);
    if (split) toOthers(roomId, reduced);
    const room = members.rooms.get(roomId);
    if (!room) return;
    room.activeAt = elapsed();
    let shared: Frame | undefined;
    for (const client of room.clients.values()) {
      if (!isApart(batch, client)) {
        writer.send(client, (shared ??= eventFrame('events', { roomId, events: reduced })));
        continue;
      }
      const own = forViewer(batch, client);
      if (own.length > 0) writer.send(client, eventFrame('events', { roomId, events: own }));
    }
  }

  return {
    publish,
    flush(roomId) {
      const batch = batches.get(roomId);
      if (batch) leave(batch);
    },
    stop() {
      clearTimeout(timer);
      for (const batch of [...batches.values()]) leave(batch);
    },
  };
}

/** The moments that people wait for together. */
const isUrgent = ({ type }: RoomEvent): boolean => type === 'ended' || type === 'started';

/** Whether a member gets something else than everybody: it caused a hidden event, or knows one from its acknowledgement. */
function isApart({ events, deliveries }: Batch, { socket, caller }: Client): boolean {
  for (let i = 0; i < events.length; i += 1) {
    const { author, hidden } = deliveries[i]!;
    if (author === socket.id || (hidden && subjectOf(events[i]!) === caller.playerId)) return true;
  }
  return false;
}

/** The batch as one member gets it, or as a stranger does. */
function forViewer({ events, deliveries }: Batch, client: Client | undefined): RoomEvent[] {
  const viewerId = client?.caller.playerId ?? null;
  const seen: RoomEvent[] = [];
  events.forEach((event, i) => {
    const { author, hidden } = deliveries[i]!;
    if (client === undefined || author !== client.socket.id) seen.push(reduceEvent(event, viewerId, hidden));
  });
  return coalesceScores(seen);
}

const subjectOf = (event: RoomEvent): string | undefined =>
  event.type === 'joined' ? event.player.id : 'playerId' in event ? event.playerId : undefined;
