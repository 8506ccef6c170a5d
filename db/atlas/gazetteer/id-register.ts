import { cityKey } from '../../../shared/gazetteer/key.ts';
import { distanceKm } from './distance.ts';
import { FIRST_MADE_ID, makeId, type Identity } from './made-id.ts';
import { cellOf, cellsAround, indexBy, matchNearest } from './match.ts';
import type { Place } from './place.ts';

/** One line of the register: an id that a release gave to a place, and for good: made here, or retired since. */
export interface RegisteredId extends Identity {
  id: number;
  /** The id that the place has now: its GeoNames id, once it is known, or that of the place it turned out to be. */
  now?: number;
}

const HEADER = '# id\tcountry\tlatitude\tlongitude\tkey of the name\tid now, where another';
/** As far as a later release may move a place of that name. */
const SAME_NAME_KM = 30;
/** As near as a place that was renamed must stay. */
const SAME_POINT_KM = 0.2;

/** Parses the table. Throws with the line's number when one is not of its form. */
export function readRegister(text: string): RegisteredId[] {
  const entries: RegisteredId[] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const [id, country, lat, lon, key, now] = line.split('\t');
    const entry = {
      id: Number(id),
      country: country ?? '',
      lat: Number(lat),
      lon: Number(lon),
      key: key ?? '',
    };
    const isValid =
      Number.isInteger(entry.id) &&
      entry.id > 0 &&
      /^[A-Z]{2}$/.test(entry.country) &&
      entry.key !== '' &&
      isPosition(entry);
    // Only ids that were made here can be of places whose id is still the same.
    const isMoved = now === undefined ? entry.id >= FIRST_MADE_ID : /^[1-9]\d*$/.test(now);
    if (!isValid || !isMoved) throw new Error(`Line ${index + 1} of the register of ids is damaged: ${line}`);
    entries.push(now === undefined ? entry : { ...entry, now: Number(now) });
  });
  return entries;
}

export function writeRegister(entries: readonly RegisteredId[]): string {
  const lines = [...entries]
    .sort((a, b) => a.id - b.id)
    .map(({ id, country, lat, lon, key, now }) =>
      [id, country, roundDegrees(lat), roundDegrees(lon), key, ...(now === undefined ? [] : [now])].join(
        '\t',
      ),
    );
  return [HEADER, ...lines, ''].join('\n');
}

/**
 * Gives each of `fresh` (places without an id, here 0) the id that the register has for it: the nearest entry of one of its
 * keys within 30 km, else the entry at the same point; else a new one. `known`: the ids of all other places of this build:
 * an entry that has become one of them is not given again. Answers the register with the new entries.
 */
export function assignIds(
  fresh: readonly Place[],
  register: readonly RegisteredId[],
  known: ReadonlySet<number>,
): RegisteredId[] {
  const open = register.filter(({ now }) => now === undefined || !known.has(now));
  const left = new Set(fresh);
  const given = new Set<RegisteredId>();
  const give = (entriesFor: (place: Place) => readonly RegisteredId[], withinKm: number): void => {
    for (const [place, entry] of matchNearest([...left], entriesFor, withinKm, given)) {
      place.id = entry.id;
      left.delete(place);
    }
  };
  const byKey = indexBy(open, ({ country, key }) => [`${country}|${key}`]);
  give((place) => keysOf(place.names, place.country).flatMap((key) => byKey.get(key) ?? []), SAME_NAME_KM);
  const byCell = indexBy(open, (entry) => [cellOf(entry)]);
  give(
    (place) =>
      cellsAround(place).flatMap((cell) =>
        (byCell.get(cell) ?? []).filter((entry) => entry.country === place.country),
      ),
    SAME_POINT_KM,
  );

  const taken = new Set(register.map(({ id }) => id));
  const added = [...left].map((place): RegisteredId => {
    const { country, lat, lon } = place;
    const identity = { country, key: cityKey(place.display), lat: roundDegrees(lat), lon: roundDegrees(lon) };
    place.id = makeId(identity, taken);
    return { id: place.id, ...identity };
  });
  return [...register, ...added];
}

/**
 * Finds what has become of the entries that no place of this build has as its id: the nearest place of that name, or with it
 * among its alternates, within 30 km. Answers the register with `now` where it is known; an entry whose place this build
 * lacks keeps what it said.
 */
export function followIds(places: readonly Place[], register: readonly RegisteredId[]): RegisteredId[] {
  const ids = new Set(places.map(({ id }) => id));
  const lost = register.filter(({ id, now }) => !ids.has(id) && (now === undefined || !ids.has(now)));
  const wanted = new Set(lost.map(({ country, key }) => `${country}|${key}`));
  const byKey = new Map<string, Place[]>();
  for (const place of places) {
    for (const key of keysOf(
      [place.display, ...place.names, ...place.alternates, ...(place.units ?? [])],
      place.country,
    )) {
      if (!wanted.has(key)) continue;
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [place]);
      else list.push(place);
    }
  }
  const now = new Map<number, number>();
  for (const entry of lost) {
    let nearest: Place | undefined;
    let nearestKm = SAME_NAME_KM;
    for (const place of byKey.get(`${entry.country}|${entry.key}`) ?? []) {
      const km = distanceKm(place, entry);
      if (km > nearestKm) continue;
      nearest = place;
      nearestKm = km;
    }
    if (nearest !== undefined) now.set(entry.id, nearest.id);
  }
  return register.flatMap((entry) => {
    // An id that a place has again is in the register only if it was made here.
    if (ids.has(entry.id)) return entry.id >= FIRST_MADE_ID ? [withoutNow(entry)] : [];
    const id = now.get(entry.id);
    return [id === undefined ? entry : { ...entry, now: id }];
  });
}

/** The register with the made ids that an earlier release published. */
export function withPublished(
  register: readonly RegisteredId[],
  published: readonly RegisteredId[],
): RegisteredId[] {
  const known = new Set(register.map(({ id }) => id));
  return [...register, ...published.filter(({ id }) => id >= FIRST_MADE_ID && !known.has(id))];
}

/**
 * What an earlier release published (`published`) and this build does not have, nor the register: ids of doubles, and of
 * places that a source has dropped. Made ids are kept for good; of others only those whose place has another id now matter.
 */
export function retiredIds(
  places: readonly Place[],
  register: readonly RegisteredId[],
  published: readonly RegisteredId[],
): RegisteredId[] {
  const known = new Set([...places.map(({ id }) => id), ...register.map(({ id }) => id)]);
  const lost = published.filter(({ id }) => !known.has(id));
  return followIds(places, lost).filter(({ id, now }) => id >= FIRST_MADE_ID || now !== undefined);
}

/** Former id → id of a place of this build, following entries from one to the next. */
export function formerIds(
  places: readonly Place[],
  register: readonly RegisteredId[],
): [former: number, now: number][] {
  const ids = new Set(places.map(({ id }) => id));
  const moved = new Map(register.filter(({ now }) => now !== undefined).map(({ id, now }) => [id, now!]));
  const pairs: [number, number][] = [];
  for (const [id, first] of moved) {
    let now: number | undefined = first;
    for (let steps = 0; now !== undefined && !ids.has(now) && steps < moved.size; steps += 1)
      now = moved.get(now);
    if (now !== undefined && ids.has(now) && !ids.has(id)) pairs.push([id, now]);
  }
  return pairs.sort(([a], [b]) => a - b);
}

function withoutNow({ id, country, key, lat, lon }: RegisteredId): RegisteredId {
  return { id, country, key, lat, lon };
}

const keysOf = (names: readonly string[], country: string): string[] => [
  ...new Set(names.map((name) => `${country}|${cityKey(name)}`)),
];

const isPosition = ({ lat, lon }: { lat: number; lon: number }): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** As the table has them: to about a hundred metres. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e3) / 1e3;
