import type { Broadcaster } from './broadcaster.ts';
import type { GameServer, Client } from './client.ts';
import type { FanOut } from './fan-out.ts';
import { eventFrame } from './frame.ts';
import type { LocalSubscriptions } from './local-subscriptions.ts';
import type { NodeMessage, NodeBus } from './node-bus.ts';
import type { SocketWriter } from './socket-writer.ts';

export interface BroadcasterDeps {
  io: GameServer;
  nodeId: string;
  members: LocalSubscriptions;
  fanOut: FanOut;
  peers: NodeBus;
  writer: SocketWriter;
  /** Rooms that one connection may be a member of at a time. */
  roomsPerSocket: number;
  /** A membership ended here without the room's doing. */
  onGone: (roomId: string, playerId: string, socketId: string) => void;
}

/** The room service's words to the world, and what other nodes ask to be told here. */
export function createBroadcaster(
  deps: BroadcasterDeps,
): Broadcaster & { receive(message: NodeMessage): void } {
  const { io, nodeId, members, fanOut, peers, writer, roomsPerSocket, onGone } = deps;

  const clientOf = (socketId: string): Client | undefined => io.sockets.sockets.get(socketId)?.data.client;

  function receive(message: NodeMessage): void {
    if (message.type === 'changed' || message.connection.node !== nodeId) return;
    const { roomId, connection } = message;
    const client = clientOf(connection.socket);
    if (!client?.rooms.has(roomId)) return;
    if (message.type === 'superseded') {
      writer.send(client, eventFrame('superseded', { roomId }));
    } else {
      fanOut.flush(roomId);
      // What the other node published may still be on its way.
      if (message.last) writer.send(client, eventFrame('events', { roomId, events: [message.last] }));
    }
    members.remove(roomId, client);
  }

  const tell = (message: Exclude<NodeMessage, { type: 'changed' }>): void => {
    if (message.connection.node === nodeId)
      receive({ ...message, ...('last' in message ? { last: null } : {}) });
    else peers.send(message);
  };

  /** Whoever opens room after room goes on with the newest; the oldest is told as if it went on elsewhere. */
  function dismissOldest(client: Client): void {
    const [roomId] = client.rooms;
    if (roomId === undefined) return;
    writer.send(client, eventFrame('superseded', { roomId }));
    members.remove(roomId, client);
    onGone(roomId, client.caller.playerId, client.socket.id);
  }

  return {
    receive,
    events: fanOut.publish,
    attach(roomId, caller) {
      const client = clientOf(caller.connection.socket);
      if (!client) return;
      members.add(roomId, client);
      if (client.rooms.size > roomsPerSocket) dismissOldest(client);
    },
    detach(roomId, playerId, connection, last) {
      tell({ type: 'detached', roomId, playerId, connection, last: last ?? null });
    },
    supersede(roomId, playerId, connection) {
      tell({ type: 'superseded', roomId, playerId, connection });
    },
    changed(roomId) {
      peers.send({ type: 'changed', roomId });
    },
  };
}
