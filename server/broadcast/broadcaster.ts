import type { RoomEvent } from '../../shared/messages.ts';
import type { Connection } from '../../shared/room/record.ts';
import type { Caller } from '../identity/caller.ts';
import type { Delivery } from './batch.ts';
import type { Client, GameServer } from './client.ts';
import type { FanOut } from './fan-out.ts';
import { eventFrame, type Frame } from './frame.ts';
import type { LocalSubscriptions } from './local-subscriptions.ts';
import type { NodeBus, NodeMessage } from './node-bus.ts';
import type { SocketWriter } from './socket-writer.ts';

/**
 * What the commands of rooms tell the world, after it is decided and persisted. Nothing here waits or fails: what is lost on
 * the way is noticed by its `seq`.
 */
export interface Broadcaster {
  events(roomId: string, events: readonly RoomEvent[], delivery: Delivery): void;
  /**
   * Makes the caller's connection, which is on this node, a member of the room: events flow from now on. Answers the room that
   * it had to give up for it, if it was a member of too many: its seat there is to be told that the connection has gone.
   */
  attach(roomId: string, caller: Caller): string | undefined;
  /** Ends a connection's membership, on whichever node it is, after what was published before and `last`. */
  detach(roomId: string, playerId: string, connection: Connection, last?: RoomEvent): void;
  /** Tells a connection that its player plays on elsewhere, and ends its membership. */
  supersede(roomId: string, playerId: string, connection: Connection): void;
  /** Tells the other nodes that what they remember of a room is old. */
  changed(roomId: string): void;
}

export interface BroadcasterDeps {
  io: GameServer;
  nodeId: string;
  subscriptions: LocalSubscriptions;
  fanOut: FanOut;
  bus: NodeBus;
  writer: SocketWriter;
  elapsed: () => number;
  /** Rooms that one connection may be a member of at a time. */
  roomsPerSocket: number;
  /** Rooms that a connection is remembered to have been superseded in. */
  roomsPerPlayer: number;
  /** Another node has changed this room. */
  onChanged: (roomId: string) => void;
}

/** Brings what happens in rooms to their members, here and on other nodes. */
export function createBroadcaster(deps: BroadcasterDeps): Broadcaster {
  const {
    io,
    nodeId,
    subscriptions,
    fanOut,
    bus,
    writer,
    elapsed,
    roomsPerSocket,
    roomsPerPlayer,
    onChanged,
  } = deps;

  const clientOf = (socketId: string): Client | undefined => io.sockets.sockets.get(socketId)?.data.client;

  function supersede(client: Client, roomId: string): void {
    const supersededIn = (client.caller.supersededIn ??= new Set());
    supersededIn.add(roomId);
    for (const oldest of supersededIn) if (supersededIn.size > roomsPerPlayer) supersededIn.delete(oldest);
    writer.send(client, eventFrame('superseded', { roomId }));
  }

  function endMembership(message: Exclude<NodeMessage, { type: 'changed' }>): void {
    const { roomId, connection } = message;
    const client = connection.node === nodeId ? clientOf(connection.socket) : undefined;
    if (!client?.rooms.has(roomId)) return;
    if (message.type === 'superseded') {
      supersede(client, roomId);
    } else {
      fanOut.flush(roomId);
      // What the other node published may still be on its way.
      if (message.last) writer.send(client, eventFrame('events', { roomId, events: [message.last] }));
    }
    subscriptions.remove(roomId, client);
  }

  function receive(message: NodeMessage): void {
    onChanged(message.roomId);
    if (message.type !== 'changed') endMembership(message);
  }

  /** What other nodes published, to those members of the room who are here. */
  function deliver(roomId: string, frame: Frame): void {
    const room = subscriptions.rooms.get(roomId);
    if (!room) return;
    room.activeAt = elapsed();
    for (const client of room.clients.values()) writer.send(client, frame);
  }

  bus.listen(receive, deliver);

  const tell = (message: Exclude<NodeMessage, { type: 'changed' }>): void => {
    if (message.connection.node === nodeId)
      endMembership({ ...message, ...('last' in message ? { last: null } : {}) });
    else bus.send(message);
  };

  /** Whoever opens room after room goes on with the newest; the oldest is told as if it went on elsewhere. */
  function giveUpOldest(client: Client): string | undefined {
    const [roomId] = client.rooms;
    if (roomId === undefined) return undefined;
    supersede(client, roomId);
    subscriptions.remove(roomId, client);
    return roomId;
  }

  return {
    events: fanOut.publish,
    attach(roomId, caller) {
      const client = clientOf(caller.connection.socket);
      if (!client) return undefined;
      subscriptions.add(roomId, client);
      client.caller.supersededIn?.delete(roomId);
      return client.rooms.size > roomsPerSocket ? giveUpOldest(client) : undefined;
    },
    detach(roomId, playerId, connection, last) {
      tell({ type: 'detached', roomId, playerId, connection, last: last ?? null });
    },
    supersede(roomId, playerId, connection) {
      tell({ type: 'superseded', roomId, playerId, connection });
    },
    changed(roomId) {
      bus.send({ type: 'changed', roomId });
    },
  };
}
