import type { RoomStore } from '../store/room-store.ts';

/**
 * The rooms that have members on this node, as the store knows them: when this node dies, others find by it the seats whose
 * connections died with it.
 */
export interface NodeRooms {
  /** Called before a connection of this node is written into a room. */
  enter(roomId: string): Promise<void>;
  /** A membership of this node has ended: forgets the room unless somebody else here is a member. */
  leave(roomId: string): void;
  /** All that have been entered and not left. */
  readonly entered: ReadonlySet<string>;
}

export interface NodeRoomsDeps {
  store: Pick<RoomStore, 'nodes'>;
  nodeId: string;
  /** Socket ids of a room's members on this node, by player. */
  socketsOf: (roomId: string) => ReadonlyMap<string, string>;
}

export function createNodeRooms({ store, nodeId, socketsOf }: NodeRoomsDeps): NodeRooms {
  const entered = new Set<string>();
  return {
    entered,
    async enter(roomId) {
      if (entered.has(roomId)) return;
      await store.nodes.enter(nodeId, roomId);
      entered.add(roomId);
    },
    leave(roomId) {
      if (socketsOf(roomId).size > 0 || !entered.delete(roomId)) return;
      // A room too many in the node's list is harmless.
      store.nodes.exit(nodeId, roomId).catch(() => undefined);
    },
  };
}
