/** Keys met before. Not reactive: nothing on the page reads it. */
export class SeenKeys<K> {
  #keys = new Set<K>();

  /** Remembers a key; true when it was new. */
  add(key: K): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }

  clear(): void {
    this.#keys.clear();
  }
}
