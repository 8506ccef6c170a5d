import type { ParkedStore } from '../../db/postgres/stores/parked.ts';
import type { RunStore } from '../../db/postgres/stores/runs.ts';
import type { Durations } from '../../shared/durations.ts';
import { isRoomCode } from '../../shared/ids.ts';
import { followIds, type CurrentId } from '../store/follow-ids.ts';
import type { RoomDump, RoomStore } from '../store/room-store.ts';

/** Idle solo games, out of the room store and back. */
export interface Parking {
  /** Moves a room to Postgres; false when somebody played on meanwhile. */
  park(roomId: string): Promise<boolean>;
  /** Brings a parked room back; false when there is none. A game that has been finished since is forgotten instead. */
  revive(roomId: string): Promise<boolean>;
  /** Forgets what was parked too long. */
  sweep(): Promise<void>;
}

export function createParking(deps: {
  store: RoomStore;
  parked: ParkedStore;
  runs: Pick<RunStore, 'exists'>;
  durations: Pick<Durations, 'soloKeptMs'>;
  currentId: CurrentId;
}): Parking {
  const { store, parked, runs, durations, currentId } = deps;

  const isFinished = async (runId: string): Promise<boolean> =>
    (await store.outbox.read(runId)) !== null || (await runs.exists(runId));

  return {
    async park(roomId) {
      const dump = await store.rooms.dump(roomId);
      if (!dump) return true;
      await parked.put(roomId, dump, store.now() + durations.soloKeptMs);
      const isGone = await store.rooms.remove(roomId, { version: dump.version, seq: dump.seq });
      // The room goes on, so this copy of it is outdated already.
      if (!isGone) await parked.remove(roomId);
      return isGone;
    },
    async revive(roomId) {
      if (isRoomCode(roomId)) return false;
      const dump = (await parked.get(roomId, store.now())) as RoomDump | null;
      if (dump === null) return false;
      // Whoever died while parking may have left a copy of a game that was then played to its end.
      if (await isFinished(dump.doc.runId)) {
        await parked.remove(roomId);
        return false;
      }
      await store.due.schedule(roomId, store.now() + 1);
      await store.rooms.restore(followIds(dump, currentId));
      await parked.remove(roomId);
      return true;
    },
    async sweep() {
      await parked.sweep(store.now());
    },
  };
}
