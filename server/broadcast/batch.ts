import type { RoomEvent } from '../../shared/messages.ts';
import { coalesceScores, reduceEvent } from '../../shared/room/visibility.ts';
import type { Client } from './client.ts';

/** How a room's events are to be delivered. */
export interface Delivery {
  /** Finds of others are reduced to counts (`hidesFinds` when the events happened). */
  hidden: boolean;
  /** Ids of the other nodes that members of the room are connected to. */
  elsewhere: readonly string[];
  /** Id of the socket that learns these events from its own acknowledgement. */
  author?: string;
}

/** Events of a room that leave together. */
export interface Batch {
  readonly roomId: string;
  readonly events: RoomEvent[];
  /** Parallel to `events`. */
  readonly deliveries: Delivery[];
  /** The other nodes that have members of the room; undefined for none. */
  elsewhere: Set<string> | undefined;
}

/** Whether a member gets something else than everybody: it caused a hidden event, or knows one from its acknowledgement. */
export function isApart({ events, deliveries }: Batch, { socket, caller }: Client): boolean {
  for (let i = 0; i < events.length; i += 1) {
    const { author, hidden } = deliveries[i]!;
    if (author === socket.id || (hidden && subjectOf(events[i]!) === caller.playerId)) return true;
  }
  return false;
}

/** The batch as one member gets it. */
export function forMember({ events, deliveries }: Batch, { socket, caller }: Client): RoomEvent[] {
  const seen: RoomEvent[] = [];
  events.forEach((event, i) => {
    const { author, hidden } = deliveries[i]!;
    if (author !== socket.id) seen.push(reduceEvent(event, caller.playerId, hidden));
  });
  return coalesceScores(seen);
}

/** The batch as all those get it who caused none of it. */
export function forStrangers({ events, deliveries }: Batch): readonly RoomEvent[] {
  if (!deliveries.some(({ hidden }) => hidden)) return events;
  return coalesceScores(events.map((event, i) => reduceEvent(event, null, deliveries[i]!.hidden)));
}

const subjectOf = (event: RoomEvent): string | undefined =>
  event.type === 'joined' ? event.player.id : 'playerId' in event ? event.playerId : undefined;
