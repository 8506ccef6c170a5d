/**
 * Which of a room's events one member has: a watermark, and a byte for every `seq`. An event counts as delivered once; a
 * `seq` may come in a batch, in `covers`, in the guesser's own answer, or within a view (docs/protocol.md, Events).
 */
export class SequenceTracker {
  #seen = new Uint8Array(256);
  /** The highest `seq` up to which nothing is missing; -1 before the first view. */
  watermark = -1;
  highest = -1;
  /** The `seq` of the first view: what came before it is not expected. */
  first = -1;
  /** Events that came a second time. */
  repeats = 0;

  /** Whether something is missing before what came early. */
  get hasGap(): boolean {
    return this.watermark < this.highest;
  }

  /** Notes an event; false when it had been received before. */
  received(seq: number): boolean {
    if (seq >= this.#seen.length) {
      const larger = new Uint8Array(Math.max(this.#seen.length * 2, seq + 256));
      larger.set(this.#seen);
      this.#seen = larger;
    }
    if (this.#seen[seq] === 1) {
      this.repeats++;
      return false;
    }
    this.#seen[seq] = 1;
    if (seq > this.highest) this.highest = seq;
    if (seq === this.watermark + 1) this.#advance();
    return true;
  }

  /** Everything up to `seq` is known from a view: after `join`, or a `sync` over too large a gap. */
  viewed(seq: number): void {
    if (this.first < 0) this.first = seq;
    if (seq > this.watermark) this.watermark = seq;
    if (seq > this.highest) this.highest = seq;
    this.#advance();
  }

  has(seq: number): boolean {
    return seq <= this.first || this.#seen[seq] === 1 || seq <= this.watermark;
  }

  #advance(): void {
    while (this.hasGap && this.#seen[this.watermark + 1] === 1) this.watermark++;
  }
}
