import type { RoomEvent } from '../../shared/messages.ts';
import { forMember, forStrangers, isApart, type Batch, type Delivery } from './batch.ts';
import type { Client } from './client.ts';
import { encodedEventsFrame, eventFrame, type Frame } from './frame.ts';
import { countsOf, encodeCount, type Count } from './score-coalescer.ts';
import type { LocalRoom, LocalSubscriptions } from './local-subscriptions.ts';
import type { SocketWriter } from './socket-writer.ts';

/** Brings a room's events to its members: gathered for a moment, reduced for each, encoded once for all who get the same. */
export interface FanOut {
  publish: (roomId: string, events: readonly RoomEvent[], delivery: Delivery) => void;
  /** Sends what a room has gathered now. */
  flush(roomId: string): void;
  /** Sends everything that is gathered. */
  stop: () => void;
}

export interface FanOutDeps {
  subscriptions: LocalSubscriptions;
  writer: SocketWriter;
  /** Sends a frame to the room's members on other nodes, reduced as for strangers. */
  toOthers: (nodes: Iterable<string>, roomId: string, frame: Frame) => void;
  elapsed: () => number;
  /** The longest that an event is gathered for, and while the node is pressed. */
  batchMs: number;
  pressedBatchMs: number;
  overload: { readonly isPressed: boolean };
}

/** Batches wait in a ring of so many slots, so that rooms leave spread over time and not all in one turn. */
const SLOTS = 10;
/** Rooms that are remembered without a batch, at least. */
const LEAST_KEPT = 64;

export function createFanOut(deps: FanOutDeps): FanOut {
  const { subscriptions, writer, toOthers, elapsed, batchMs, pressedBatchMs, overload } = deps;
  /**
   * The room's open batch, or undefined when it has none. Not deleted each time: a Map with thousands of deletions a second is
   * copied dozens of times, and each copy keeps the next one's batches alive for the collector of young objects.
   */
  const batches = new Map<string, Batch | undefined>();
  let open = 0;
  const ring: Batch[][] = Array.from({ length: SLOTS }, () => []);
  let slot = 0;
  let timer: NodeJS.Timeout | undefined;

  let stepMs = batchMs / SLOTS;
  let turnedAt = 0;

  function turn(): void {
    timer = undefined;
    // A loop that lags takes the turns that it has missed at once, so that no batch waits for five slow ones.
    const missed = stepMs > 0 ? Math.floor((elapsed() - turnedAt) / stepMs) : 1;
    for (let turns = Math.min(Math.max(missed, 1), SLOTS); turns > 0; turns -= 1) {
      slot = (slot + 1) % SLOTS;
      const due = ring[slot]!;
      ring[slot] = [];
      for (const batch of due) if (batches.get(batch.roomId) === batch) leave(batch);
    }
    if (open > 0) schedule();
  }

  function schedule(): void {
    if (timer) return;
    turnedAt = elapsed();
    // Later, and so fewer: whoever has too much to do writes half as often.
    stepMs = (overload.isPressed ? pressedBatchMs : batchMs) / SLOTS;
    timer = setTimeout(turn, stepMs);
  }

  function publish(roomId: string, events: readonly RoomEvent[], delivery: Delivery): void {
    let batch = batches.get(roomId);
    if (!batch) {
      batch = { roomId, events: [], deliveries: [], elsewhere: undefined };
      batches.set(roomId, batch);
      open += 1;
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
    for (const node of delivery.elsewhere) (batch.elsewhere ??= new Set()).add(node);
    if (urgent) leave(batch);
  }

  function close(roomId: string): void {
    batches.set(roomId, undefined);
    open -= 1;
    if (batches.size < 2 * subscriptions.rooms.size + LEAST_KEPT) return;
    for (const [id, batch] of batches) if (!batch) batches.delete(id);
  }

  function leave(batch: Batch): void {
    const { roomId, elsewhere } = batch;
    close(roomId);
    const room = subscriptions.rooms.get(roomId);
    if (room) room.activeAt = elapsed();
    const counts = countsOf(batch);
    if (counts) {
      leaveCounts(batch, room, counts);
      return;
    }
    let shared: Frame | undefined;
    const frame = (): Frame => (shared ??= eventFrame('events', { roomId, events: forStrangers(batch) }));
    if (elsewhere) toOthers(elsewhere, roomId, frame());
    for (const client of room?.clients.values() ?? []) {
      if (isApart(batch, client)) sendOwn(batch, client);
      else writer.send(client, frame());
    }
  }

  function sendOwn(batch: Batch, client: Client): void {
    const events = forMember(batch, client);
    if (events.length > 0) writer.send(client, eventFrame('events', { roomId: batch.roomId, events }));
  }

  /** A race's finds: the counts of all to everybody who has none among them, and to the others those of the rest. */
  function leaveCounts(batch: Batch, room: LocalRoom | undefined, counts: readonly Count[]): void {
    const { roomId, elsewhere } = batch;
    let shared: Frame | undefined;
    const frame = (): Frame => (shared ??= encodedEventsFrame(roomId, counts.map(encodeCount)));
    if (elsewhere) toOthers(elsewhere, roomId, frame());
    if (!room) return;
    for (const client of room.clients.values()) {
      const own = counts.find(({ playerId }) => playerId === client.caller.playerId);
      if (!own) {
        writer.send(client, frame());
      } else if (own.author !== client.socket.id) {
        sendOwn(batch, client);
      } else if (counts.length > 1) {
        const others = counts.filter((count) => count !== own);
        writer.send(client, encodedEventsFrame(roomId, others.map(encodeCount)));
      }
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
      for (const batch of [...batches.values()]) if (batch) leave(batch);
    },
  };
}

/** The moments that people wait for together. */
const isUrgent = ({ type }: RoomEvent): boolean => type === 'ended' || type === 'started';
