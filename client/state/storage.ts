/** A small store of JSON values by key. A browser that forbids storage, or is full, simply forgets. */
export interface Storage {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
}

/** The part of the browser's own storage that is used. */
interface Area {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const PREFIX = 'cityrace:';

/** Wraps `localStorage` or `sessionStorage`; `area` is asked for late, since its getter may throw. */
export function createStorage(area: () => Area): Storage {
  return {
    get(key) {
      try {
        const text = area().getItem(PREFIX + key);
        return text === null ? undefined : (JSON.parse(text) as unknown);
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      try {
        area().setItem(PREFIX + key, JSON.stringify(value));
      } catch {
        // Private windows and full disks: what is not kept is only lost at a reload.
      }
    },
    remove(key) {
      try {
        area().removeItem(PREFIX + key);
      } catch {
        // As above.
      }
    },
  };
}

/** Storage that lives as long as the page, for tests and as the last resort. */
export function createMemoryStorage(): Storage {
  const values = new Map<string, string>();
  return createStorage(() => ({
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }));
}
