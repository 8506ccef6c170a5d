/**
 * Which of a room's events one member has: a watermark, and a byte for every `seq`. An event counts as delivered once; a
 * `seq` may come in a batch, in `covers`, in the guesser's own answer, or within a view (docs/protocol.md, Events).
 */
export interface Ledger {
  /** Notes an event; false when it was already there. */
  mark(seq: number): boolean;
  /** Everything up to `seq` is known from a view: after `join`, or a `sync` over too large a gap. */
  viewed(seq: number): void;
  has(seq: number): boolean;
  /** The highest `seq` below which nothing is missing. */
  readonly watermark: number;
  readonly highest: number;
  /** The `seq` of the first view: what came before it was never owed. */
  readonly first: number;
  /** Events that came a second time. */
  readonly repeats: number;
  /** `performance.now()` of when the present gap opened; 0 without one. */
  readonly gapSince: number;
}

export function createLedger(): Ledger {
  let seen = new Uint8Array(256);
  let watermark = 0;
  let highest = 0;
  let first = -1;
  let repeats = 0;
  let gapSince = 0;

  function advance(): void {
    while (watermark < highest && seen[watermark + 1] === 1) watermark++;
    if (watermark >= highest) gapSince = 0;
  }

  return {
    mark(seq) {
      if (seq >= seen.length) {
        const larger = new Uint8Array(Math.max(seen.length * 2, seq + 256));
        larger.set(seen);
        seen = larger;
      }
      if (seen[seq] === 1) {
        repeats++;
        return false;
      }
      seen[seq] = 1;
      if (seq > highest) highest = seq;
      if (seq === watermark + 1) advance();
      else if (gapSince === 0 && seq > watermark) gapSince = performance.now();
      return true;
    },
    viewed(seq) {
      if (first < 0) first = seq;
      if (seq > watermark) watermark = seq;
      if (seq > highest) highest = seq;
      advance();
    },
    has: (seq) => seq <= first || seen[seq] === 1 || seq <= watermark,
    get watermark() {
      return watermark;
    },
    get highest() {
      return highest;
    },
    get first() {
      return first;
    },
    get repeats() {
      return repeats;
    },
    get gapSince() {
      return gapSince;
    },
  };
}
