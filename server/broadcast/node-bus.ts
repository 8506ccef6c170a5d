import type { Connection } from '../../shared/room/record.ts';
import type { NodeChannel } from './node-channel.ts';
import type { RoomEvent } from '../../shared/messages.ts';
import type { GameServer } from './client.ts';
import { Frame } from './frame.ts';

/** What nodes tell each other besides events. Lost messages do no harm: caches grow old, and seats know their connections. */
export type NodeMessage =
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

export interface NodeBus {
  /** To every other node; nobody waits for it. */
  send(message: NodeMessage): void;
  /** A frame to the members of a room on these nodes. */
  frame: (nodes: Iterable<string>, roomId: string, frame: Frame) => void;
}

const ALONE: NodeBus = { send: () => undefined, frame: () => undefined };

const PEER = 'peer';

export interface NodeBusDeps {
  io: GameServer;
  nodeId: string;
  /** Undefined when there can be no other node. */
  channel: NodeChannel | undefined;
  receive: (message: NodeMessage) => void;
  deliver: (roomId: string, frame: Frame) => void;
}

/**
 * Nodes that share a store. What all must know goes over the Socket.IO adapter. Events go to the very nodes that have members of
 * their room, as the frame that those members get: the adapter would send them to this node as well, and encode, decode and
 * write them once more for each member.
 */
export function createNodeBus({ io, nodeId, channel, receive, deliver }: NodeBusDeps): NodeBus {
  if (!channel) return ALONE;
  io.on(PEER, receive);
  channel.listen(nodeId, (text) => {
    const at = text.indexOf(' ');
    deliver(text.slice(0, at), new Frame(text.slice(at + 1)));
  });
  return {
    send: (message) => {
      io.serverSideEmit(PEER, message);
    },
    frame: (nodes, roomId, { text }) => {
      for (const node of nodes) channel.send(node, `${roomId} ${text}`);
    },
  };
}
