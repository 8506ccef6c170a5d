const FIRST_SLOTS = 8;

/**
 * What waits for an answer, by the consecutive number it was sent under. A `Map` from which as much is deleted as is put in
 * builds its table anew again and again, and each old table keeps the next alive through young collections, whose pauses
 * would count as the server's answer time.
 */
export class PendingRequests<Item> {
  /** A power of two of slots; what waits under `id` is in slot `id % slots`. */
  #ids = new Int32Array(FIRST_SLOTS).fill(-1);
  #items: (Item | undefined)[] = Array.from({ length: FIRST_SLOTS });
  size = 0;

  put(id: number, item: Item): void {
    let slot = this.#slotOf(id);
    while (this.#ids[slot]! >= 0 && this.#ids[slot] !== id) {
      this.#grow();
      slot = this.#slotOf(id);
    }
    if (this.#ids[slot] !== id) this.size++;
    this.#ids[slot] = id;
    this.#items[slot] = item;
  }

  /** Removes and returns it; undefined when nothing waits under `id`. */
  take(id: number): Item | undefined {
    const slot = this.#slotOf(id);
    if (id < 0 || this.#ids[slot] !== id) return undefined;
    const item = this.#items[slot];
    this.#ids[slot] = -1;
    this.#items[slot] = undefined;
    this.size--;
    return item;
  }

  /** Removes and returns all, in no particular order. */
  takeAll(): Item[] {
    const all = this.#items.filter((_, slot) => this.#ids[slot]! >= 0) as Item[];
    this.#ids.fill(-1);
    this.#items.fill(undefined);
    this.size = 0;
    return all;
  }

  #slotOf(id: number): number {
    return id & (this.#ids.length - 1);
  }

  /** Doubles the slots; what waits in one slot may share it with nothing else. */
  #grow(): void {
    const [ids, items] = [this.#ids, this.#items];
    this.#ids = new Int32Array(ids.length * 2).fill(-1);
    this.#items = Array.from({ length: this.#ids.length });
    for (const [slot, id] of ids.entries()) {
      if (id < 0) continue;
      this.#ids[this.#slotOf(id)] = id;
      this.#items[this.#slotOf(id)] = items[slot];
    }
  }
}
