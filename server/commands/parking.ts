import type { ParkedStore } from '../../db/postgres/stores/parked.ts';
import type { Durations } from '../../shared/durations.ts';
import { isRoomCode } from '../../shared/ids.ts';
import type { RoomDump, RoomStore } from '../store/room-store.ts';

/** Idle solo games, out of the room store and back. */
export interface Parking {
  /** Moves a room to Postgres; false when somebody played on meanwhile. */
  park(roomId: string): Promise<boolean>;
  /** Brings a parked room back; false when there is none. */
  revive(roomId: string): Promise<boolean>;
  /** Forgets what was parked too long. */
  sweep(): Promise<void>;
}

export function createParking(deps: {
  store: RoomStore;
  parked: ParkedStore;
  durations: Durations;
}): Parking {
  const { store, parked, durations } = deps;
  return {
    async park(roomId) {
      const dump = await store.rooms.dump(roomId);
      if (!dump) return true;
      await parked.put(roomId, dump, store.now() + durations.soloKeptMs);
      return store.rooms.remove(roomId, { version: dump.version, seq: dump.seq });
    },
    async revive(roomId) {
      if (isRoomCode(roomId)) return false;
      const dump = await parked.get(roomId, store.now());
      if (dump === null) return false;
      await store.due.schedule(roomId, store.now() + 1);
      await store.rooms.restore(dump as RoomDump);
      await parked.remove(roomId);
      return true;
    },
    async sweep() {
      await parked.sweep(store.now());
    },
  };
}
