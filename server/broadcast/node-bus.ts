import type { RoomEvent } from '../../shared/messages.ts';
import type { Connection } from '../../shared/room/record.ts';
import type { GameServer } from './client.ts';
import { Frame } from './frame.ts';
import type { NodeChannel } from './node-channel.ts';

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

/** Messages between the nodes that share a store. */
export interface NodeBus {
  /** To every other node; nobody waits for it. */
  send(message: NodeMessage): void;
  /** A frame to the members of a room on these nodes. */
  sendFrame: (nodes: Iterable<string>, roomId: string, frame: Frame) => void;
  /** Calls back with what other nodes send here. Called once. */
  listen(onMessage: (message: NodeMessage) => void, onFrame: (roomId: string, frame: Frame) => void): void;
}

/** Of a node that has no others. */
const ALONE: NodeBus = { send: () => undefined, sendFrame: () => undefined, listen: () => undefined };

const MESSAGE = 'node-message';

/**
 * What all nodes must know goes over the Socket.IO adapter. Events go to the very nodes that have members of their room, as the
 * frame that those members get: the adapter would send them to this node as well, and encode, decode and write them once
 * more for each member. `channel` is undefined when there can be no other node.
 */
export function createNodeBus(options: {
  io: GameServer;
  nodeId: string;
  channel: NodeChannel | undefined;
}): NodeBus {
  const { io, nodeId, channel } = options;
  if (!channel) return ALONE;
  return {
    send: (message) => {
      io.serverSideEmit(MESSAGE, message);
    },
    sendFrame: (nodes, roomId, { text }) => {
      for (const node of nodes) channel.send(node, `${roomId} ${text}`);
    },
    listen(onMessage, onFrame) {
      io.on(MESSAGE, onMessage);
      channel.listen(nodeId, (text) => {
        const at = text.indexOf(' ');
        onFrame(text.slice(0, at), new Frame(text.slice(at + 1)));
      });
    },
  };
}
