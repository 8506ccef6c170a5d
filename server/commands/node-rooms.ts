import type { Clock } from '../clock.ts';
import type { RoomStore } from '../store/room-store.ts';

/**
 * The rooms that have members on this node, as the store knows them: when this node dies, others find by it the seats whose
 * connections died with it.
 */
export interface NodeRooms {
  /** Called before a connection of this node is written into a room. */
  enter(roomId: string): Promise<void>;
  /** Forgets the room unless somebody here is a member, may just become one, or left a seat that is still to be told. */
  leave(roomId: string): void;
  /** A connection has gone, and its seat is still to be told. */
  disconnected(roomId: string): void;
  /** It has been told: {@link leave}s the room. */
  disconnectTold(roomId: string): void;
  /** Forgets what can be forgotten, however its memberships ended; when this rejects, the rest is forgotten next time. */
  tidy(): Promise<void>;
  /** All that have been entered and not left. */
  entered(): Iterable<string>;
  /** Those of them that have members here, or seats that are still to be told. */
  connected(): string[];
}

export interface NodeRoomsDeps {
  store: Pick<RoomStore, 'nodes'>;
  nodeId: string;
  /** Socket ids of a room's members on this node, by player. */
  socketsOf: (roomId: string) => ReadonlyMap<string, string>;
  elapsed: Clock['elapsed'];
}

interface Entered {
  /** {@link Clock.elapsed} of the newest entry. */
  at: number;
  /** Connections that have gone, whose seats are still to be told. */
  untold: number;
}

/** Longer than it takes from entering a room to being a member: until then it looks like a room without members. */
const JOINING_MS = 60_000;
/** Rooms that are forgotten at the same time. */
const CONCURRENCY = 64;

export function createNodeRooms({ store, nodeId, socketsOf, elapsed }: NodeRoomsDeps): NodeRooms {
  const rooms = new Map<string, Entered>();

  const isConnected = (roomId: string, { untold }: Entered): boolean =>
    untold > 0 || socketsOf(roomId).size > 0;

  function canForget(roomId: string): boolean {
    const room = rooms.get(roomId);
    return room !== undefined && elapsed() - room.at >= JOINING_MS && !isConnected(roomId, room);
  }

  function forget(roomId: string): Promise<void> {
    // Here first: whoever enters it from now on tells the store again, after this.
    rooms.delete(roomId);
    return store.nodes.exit(nodeId, roomId);
  }

  function leave(roomId: string): void {
    // A room too many in the node's list is harmless.
    if (canForget(roomId)) forget(roomId).catch(() => undefined);
  }

  return {
    async enter(roomId) {
      const room = rooms.get(roomId);
      if (room) {
        room.at = elapsed();
        return;
      }
      await store.nodes.enter(nodeId, roomId);
      rooms.set(roomId, { at: elapsed(), untold: rooms.get(roomId)?.untold ?? 0 });
    },
    leave,
    disconnected(roomId) {
      const room = rooms.get(roomId);
      if (room) room.untold += 1;
    },
    disconnectTold(roomId) {
      const room = rooms.get(roomId);
      if (room && room.untold > 0) room.untold -= 1;
      leave(roomId);
    },
    async tidy() {
      const left = [...rooms.keys()].filter(canForget);
      for (let from = 0; from < left.length; from += CONCURRENCY)
        // Somebody may have entered it since.
        await Promise.all(
          left
            .slice(from, from + CONCURRENCY)
            .filter(canForget)
            .map(forget),
        );
    },
    entered: () => rooms.keys(),
    connected: () =>
      [...rooms].filter(([roomId, room]) => isConnected(roomId, room)).map(([roomId]) => roomId),
  };
}
