import { ownsTogether } from '../../shared/room/ownership.ts';
import type { RoomDump } from './room-store.ts';

/** The id that a city has in this release of the places, by any id that a release gave it. */
export type CurrentId = (cityId: number) => number;

/**
 * A room with the ids that its cities have now, so that nobody is credited again for a city whose id has changed since: made
 * ids become GeoNames ids once those are known. A city that an owner has found under both ids keeps its former one there. The
 * same value when there is nothing to change.
 */
export function followIds(dump: RoomDump, currentId: CurrentId): RoomDump {
  const { doc, finds, guesses } = dump;
  if (finds.every(({ cityId }) => currentId(cityId) === cityId)) return dump;
  const ownerOf = (seatIndex: number): number => (ownsTogether(doc) ? 0 : seatIndex);
  const found = new Set(finds.map(({ seatIndex, cityId }) => `${ownerOf(seatIndex)} ${cityId}`));
  const followed = new Map<string, number>();
  for (const { seatIndex, cityId } of finds) {
    const now = currentId(cityId);
    const under = `${ownerOf(seatIndex)} ${now}`;
    if (now === cityId || found.has(under)) continue;
    followed.set(`${ownerOf(seatIndex)} ${cityId}`, now);
    found.add(under);
  }
  const idOf = (seatIndex: number, cityId: number): number =>
    followed.get(`${ownerOf(seatIndex)} ${cityId}`) ?? cityId;
  return {
    ...dump,
    finds: finds.map((find) => ({ ...find, cityId: idOf(find.seatIndex, find.cityId) })),
    guesses: guesses.map((guess) => ({
      ...guess,
      cityIds: guess.cityIds.map((cityId) => idOf(guess.seatIndex, cityId)),
    })),
  };
}
