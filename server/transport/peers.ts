import type { Connection } from '../../shared/room/record.ts';
import type { RoomEvent } from '../../shared/messages.ts';
import type { GameServer } from './client.ts';

/** What nodes tell each other besides events. Lost messages do no harm: caches grow old, and seats know their connections. */
export type PeerMessage =
  | { type: 'changed'; roomId: string }
  | { type: 'superseded'; roomId: string; playerId: string; connection: Connection }
  | {
      type: 'detached';
      roomId: string;
      playerId: string;
      connection: Connection;
      /** Told to the connection before it goes. */
      last: RoomEvent | null;
    };

export interface Peers {
  /** To every other node; nobody waits for it. */
  send(message: PeerMessage): void;
  /** Events to the members of a room on other nodes. */
  events: (roomId: string, events: readonly RoomEvent[]) => void;
  /** Follows a membership of this node, so that the others' events arrive. */
  join(roomId: string, socketId: string): void;
  leave(roomId: string, socketId: string): void;
}

const ALONE: Peers = {
  send: () => undefined,
  events: () => undefined,
  join: () => undefined,
  leave: () => undefined,
};

const PEER = 'peer';

/** Nodes that share a store, over the Socket.IO adapter; `isAlone` when there can be no other node. */
export function createPeers(
  io: GameServer,
  isAlone: boolean,
  nodeId: string,
  receive: (message: PeerMessage) => void,
): Peers {
  if (isAlone) return ALONE;
  // Every member's socket is in this room, so that what goes to the others leaves out one's own members.
  const here = `node:${nodeId}`;
  io.on(PEER, receive);
  const { adapter } = io.of('/');
  return {
    send: (message) => {
      io.serverSideEmit(PEER, message);
    },
    events: (roomId, events) => {
      io.to(roomId).except(here).emit('events', { roomId, events });
    },
    join: (roomId, socketId) => {
      void adapter.addAll(socketId, new Set([roomId, here]));
    },
    leave: (roomId, socketId) => {
      void adapter.del(socketId, roomId);
    },
  };
}
