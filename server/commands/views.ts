import { LIMITS } from '../../shared/limits.ts';
import type { View } from '../../shared/messages.ts';
import { seatOf, type RoomRecord } from '../../shared/room/record.ts';
import { buildView, visibleSeats } from '../../shared/room/visibility.ts';
import type { CityOf } from './hydrate.ts';
import { StoreUnavailable, type RoomStore } from '../store/room-store.ts';

export interface Seen {
  view: View;
  seq: number;
}

export interface Views {
  /** The room as `viewerId` may see it, at one `seq`; null when there is no such room, or no seat of the viewer in it. */
  of(roomId: string, viewerId: string): Promise<Seen | null>;
}

const ATTEMPTS = 5;

export function createViews({ store, cityOf }: { store: RoomStore; cityOf: CityOf }): Views {
  return {
    async of(roomId, viewerId) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const record = await store.rooms.read(roomId);
        const seat = record && seatOf(record.doc, viewerId);
        if (!seat || seat.left) return null;
        const seats = visibleSeats(record.doc, viewerId, record.now);
        const count = visibleCount(record, seats);
        if (count === 0) return seen(record, viewerId, { count: 0, newest: [] }, cityOf);
        const newest = await store.rooms.finds(roomId, {
          runId: record.doc.runId,
          // Finds made after the record was read belong to later events.
          before: record.foundCount,
          seats,
          limit: Math.min(count, LIMITS.viewFinds),
        });
        // A rematch has cleared them in between.
        if (!newest) continue;
        return seen(record, viewerId, { count, newest }, cityOf);
      }
      throw new StoreUnavailable('the room changed faster than it could be read');
    },
  };
}

/** How many finds of these seats there were when the record was read. */
function visibleCount(record: RoomRecord, seats: 'all' | number[]): number {
  if (seats === 'all') return record.foundCount;
  return seats.reduce((sum, index) => sum + (record.scores.get(index)?.cities ?? 0), 0);
}

const seen = (
  record: RoomRecord,
  viewerId: string,
  finds: Parameters<typeof buildView>[2],
  cityOf: CityOf,
): Seen => ({ view: buildView(record, viewerId, finds, cityOf), seq: record.seq });
