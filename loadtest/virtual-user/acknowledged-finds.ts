const FIRST_LENGTH = 64;

/**
 * The guesses a server credited to one player: as numbers in one growing array, because a run holds a hundred thousand of
 * them, and the collector's pauses would count as the server's answer time.
 */
export class AcknowledgedFinds {
  /** For each guess: `seq`, how many cities, the cities. */
  #rows = new Float64Array(FIRST_LENGTH);
  #length = 0;
  /** The `seq` of the last one; 0 before the first. */
  lastSeq = 0;

  /** The guess became event `seq` and found `cities`. */
  add(seq: number, cities: readonly number[]): void {
    const needed = this.#length + 2 + cities.length;
    if (needed > this.#rows.length) {
      const larger = new Float64Array(Math.max(needed, this.#rows.length * 2));
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#length] = seq;
    this.#rows[this.#length + 1] = cities.length;
    this.#rows.set(cities, this.#length + 2);
    this.#length = needed;
    this.lastSeq = seq;
  }

  /** The `seq` of every credited guess, in the order of their answers. */
  seqs(): number[] {
    return Array.from(this.#each(), ({ seq }) => seq);
  }

  cities(): Set<number> {
    return new Set(Array.from(this.#each(), ({ cities }) => [...cities]).flat());
  }

  *#each(): Generator<{ seq: number; cities: Float64Array }> {
    for (let at = 0; at < this.#length;) {
      const end = at + 2 + this.#rows[at + 1]!;
      yield { seq: this.#rows[at]!, cities: this.#rows.subarray(at + 2, end) };
      at = end;
    }
  }
}
