import { followIds, type CurrentId } from '../follow-ids.ts';
import { cityOf } from './find-log.ts';
import { dumpRoom, newestEvents, roomFromDump, type Room } from './room.ts';
import type { MemoryState } from './state.ts';

/** Gives the cities of all rooms the ids that they have now. */
export function followRooms(state: MemoryState, currentId: CurrentId): void {
  for (const [roomId, room] of state.rooms) {
    if (!hasFormerIds(room, currentId)) continue;
    // Events are kept by value then: they tell what happened, under the ids of the time.
    const events = newestEvents(room, room.events.length);
    const followed = roomFromDump(followIds(dumpRoom(room), currentId));
    state.rooms.set(roomId, { ...followed, events, lastEntry: room.lastEntry });
  }
}

function hasFormerIds({ finds }: Room, currentId: CurrentId): boolean {
  for (let position = 0; position < finds.count; position += 1) {
    const cityId = cityOf(finds, position);
    if (currentId(cityId) !== cityId) return true;
  }
  return false;
}
