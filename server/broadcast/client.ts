import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Caller } from '../identity/caller.ts';
import type { Budget } from '../limits/budget.ts';

export type GameSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { client: Client }>;
export type GameServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { client: Client }>;

/** What a node keeps for each connection; small, because there are many and most are quiet. */
export interface Client {
  readonly socket: GameSocket;
  readonly caller: Caller;
  /** Shared by all connections of the same player on this node. */
  readonly budget: Budget;
  /** Rooms that this connection is a member of. */
  readonly rooms: Set<string>;
  /** Refusals for rate in a row. */
  refusals: number;
  /** Its last guess was refused because the node was overloaded: it goes before others now. */
  wasOverloaded: boolean;
}
