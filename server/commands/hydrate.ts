import type { City, RoomEvent } from '../../shared/messages.ts';
import type { StoredEvent } from '../store/room-store.ts';

export type CityOf = (id: number) => City | undefined;

/** Cities by id; ids that this release of the gazetteer does not know are left out. */
export function hydrateCities(ids: readonly number[], cityOf: CityOf): City[] {
  const cities: City[] = [];
  for (const id of ids) {
    const city = cityOf(id);
    if (city) cities.push(city);
  }
  return cities;
}

/** An event as it travels: stores keep finds by id, never by name. */
export function hydrate(event: StoredEvent, cityOf: CityOf): RoomEvent {
  if (event.type !== 'found') return event;
  const { cityIds, ...rest } = event;
  return { ...rest, cities: hydrateCities(cityIds, cityOf) };
}
