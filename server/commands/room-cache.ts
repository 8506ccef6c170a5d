import type { RoomDoc, RoomRecord, Seat } from '../../shared/room/record.ts';
import type { Clock } from '../clock.ts';
import type { RoomStore } from '../store/room-store.ts';

/** What a node remembers of a room: enough to judge a guess and to answer a miss. */
export interface KnownRoom {
  readonly doc: RoomDoc;
  readonly version: number;
  readonly seats: ReadonlyMap<string, Seat>;
  /** {@link Clock.elapsed} of the reading. */
  readonly readAt: number;
}

/**
 * Documents of rooms as this node last read them. Local commits replace them, other nodes' commits drop them, and
 * after {@link KEPT_MS} they are read again in any case: less than a countdown, so that no game is judged by old settings.
 */
export interface RoomCache {
  peek(roomId: string): KnownRoom | undefined;
  /** Reads the room unless it is being read already. */
  load(roomId: string): Promise<KnownRoom | null>;
  put(record: RoomRecord): void;
  drop: (roomId: string) => void;
  stop(): void;
}

const KEPT_MS = 2000;
const PURGE_MS = 4999;

const knownRoom = ({ doc, version }: RoomRecord, readAt: number): KnownRoom => ({
  doc,
  version,
  seats: new Map(doc.seats.map((seat) => [seat.playerId, seat])),
  readAt,
});

export function createRoomCache({ store, clock }: { store: RoomStore; clock: Clock }): RoomCache {
  const rooms = new Map<string, KnownRoom>();
  const reading = new Map<string, Promise<KnownRoom | null>>();

  const isFresh = (room: KnownRoom): boolean => clock.elapsed() - room.readAt < KEPT_MS;

  function put(record: RoomRecord): KnownRoom {
    const { roomId } = record.doc;
    const before = rooms.get(roomId);
    if (before && before.version > record.version && isFresh(before)) return before;
    const room = knownRoom(record, clock.elapsed());
    rooms.set(roomId, room);
    return room;
  }

  /** A reading that is no longer current began before somebody changed the room: it answers its caller and is not kept. */
  async function read(roomId: string, isCurrent: () => boolean): Promise<KnownRoom | null> {
    const record = await store.rooms.read(roomId);
    if (!record) {
      if (isCurrent()) rooms.delete(roomId);
      return null;
    }
    return isCurrent() ? put(record) : knownRoom(record, clock.elapsed());
  }

  const purge = setInterval(() => {
    for (const [roomId, room] of rooms) if (!isFresh(room)) rooms.delete(roomId);
  }, PURGE_MS);
  purge.unref();

  return {
    peek(roomId) {
      const room = rooms.get(roomId);
      return room && isFresh(room) ? room : undefined;
    },
    load(roomId) {
      let pending = reading.get(roomId);
      if (!pending) {
        const isCurrent = (): boolean => reading.get(roomId) === pending;
        pending = read(roomId, isCurrent).finally(() => {
          if (isCurrent()) reading.delete(roomId);
        });
        reading.set(roomId, pending);
      }
      return pending;
    },
    put,
    drop(roomId) {
      rooms.delete(roomId);
      reading.delete(roomId);
    },
    stop: () => {
      clearInterval(purge);
    },
  };
}
