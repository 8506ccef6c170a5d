import type { City } from '../../shared/messages.ts';
import { SeenKeys } from './seen-keys.ts';
import type { Storage } from './storage.ts';

/** A city on one's globe, short because there may be many: name, latitude, longitude, population, capital. */
export type AtlasEntry = [
  id: number,
  name: string,
  lat: number,
  lon: number,
  population: number,
  capital: 0 | 1,
];

const KEY = 'atlas';
/** Largest cities kept: more would not be told apart on a globe. */
const KEPT = 4000;

/** The largest cities this browser's player ever named: the globe of the first page. */
export class Atlas {
  entries: readonly AtlasEntry[] = $state.raw([]);
  #storage: Storage;
  #ids = new SeenKeys<number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(storage: Storage) {
    this.#storage = storage;
    const stored = storage.get(KEY);
    if (!Array.isArray(stored)) return;
    this.entries = (stored as unknown[]).filter(isEntry);
    for (const [id] of this.entries) this.#ids.add(id);
  }

  add(cities: readonly City[]): void {
    const fresh = cities.filter(({ id }) => this.#ids.add(id));
    if (fresh.length === 0) return;
    const entries = fresh.map(({ id, name, lat, lon, population, capital }): AtlasEntry => [
      id,
      name,
      lat,
      lon,
      population,
      capital ? 1 : 0,
    ]);
    this.entries = [...this.entries, ...entries].sort((a, b) => b[4] - a[4]).slice(0, KEPT);
    // Written when it calms down: a fast typist should not wait for a disk.
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#storage.set(KEY, this.entries);
    }, 2000);
  }
}

const isEntry = (value: unknown): value is AtlasEntry =>
  Array.isArray(value) &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'string' &&
  typeof value[4] === 'number';
