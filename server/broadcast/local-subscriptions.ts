import type { Client } from './client.ts';

/** A room's members on this node. */
export interface LocalRoom {
  readonly roomId: string;
  readonly clients: Map<string, Client>;
  /** Socket ids by player, as presence asks for them. */
  readonly sockets: Map<string, string>;
  /** {@link Clock.elapsed} of the last event that left here, for heartbeats. */
  activeAt: number;
}

/** Which connections of this node belong to which room: one for each player. */
export interface LocalSubscriptions {
  readonly rooms: ReadonlyMap<string, LocalRoom>;
  add(roomId: string, client: Client): void;
  /** Ends a membership if it is still this connection's. */
  remove(roomId: string, client: Client): void;
  /** The member with this socket id, if it is one. */
  find(roomId: string, playerId: string, socketId: string): Client | undefined;
  socketsOf: (roomId: string) => ReadonlyMap<string, string>;
}

const NOBODY: ReadonlyMap<string, string> = new Map();

export function createLocalSubscriptions(elapsed: () => number): LocalSubscriptions {
  const rooms = new Map<string, LocalRoom>();

  return {
    rooms,
    add(roomId, client) {
      const { playerId } = client.caller;
      let room = rooms.get(roomId);
      if (!room) {
        room = { roomId, clients: new Map(), sockets: new Map(), activeAt: elapsed() };
        rooms.set(roomId, room);
      }
      room.clients.set(playerId, client);
      room.sockets.set(playerId, client.socket.id);
      client.rooms.add(roomId);
    },
    remove(roomId, client) {
      if (!client.rooms.delete(roomId)) return;
      const { playerId } = client.caller;
      const room = rooms.get(roomId);
      if (room?.clients.get(playerId) === client) {
        room.clients.delete(playerId);
        room.sockets.delete(playerId);
        if (room.clients.size === 0) rooms.delete(roomId);
      }
    },
    find(roomId, playerId, socketId) {
      const client = rooms.get(roomId)?.clients.get(playerId);
      return client?.socket.id === socketId ? client : undefined;
    },
    socketsOf: (roomId) => rooms.get(roomId)?.sockets ?? NOBODY,
  };
}
