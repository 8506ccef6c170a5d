import type { RoomEvent } from '../../shared/messages.ts';
import type { Connection } from '../../shared/room/record.ts';
import type { Caller } from '../identity/caller.ts';

/** How a room's events are to be delivered. */
export interface Delivery {
  /** Finds of others are reduced to counts (`hidesFinds` when the events happened). */
  hidden: boolean;
  /** Ids of the other nodes that members of the room are connected to. */
  elsewhere: readonly string[];
  /** Id of the socket that learns these events from its own acknowledgement. */
  author?: string;
}

/**
 * What the service tells the world, after it is decided and persisted. Nothing here waits or fails: what is lost on the way
 * is noticed by its `seq`.
 */
export interface Broadcaster {
  events(roomId: string, events: readonly RoomEvent[], delivery: Delivery): void;
  /** Makes the caller's connection, which is on this node, a member of the room: events flow from now on. */
  attach(roomId: string, caller: Caller): void;
  /** Ends a connection's membership, on whichever node it is, after what was published before and `last`. */
  detach(roomId: string, playerId: string, connection: Connection, last?: RoomEvent): void;
  /** Tells a connection that its player plays on elsewhere, and ends its membership. */
  supersede(roomId: string, playerId: string, connection: Connection): void;
  /** Tells the other nodes that what they remember of a room is old. */
  changed(roomId: string): void;
}
