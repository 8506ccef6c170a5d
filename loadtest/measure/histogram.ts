/**
 * A histogram of durations that keeps three digits at every size, as HdrHistogram does: values in µs, exact below 2,048,
 * then 1,024 steps for every doubling. From 0 to 134 s.
 */
export interface Histogram {
  /** Adds a duration in milliseconds; what is below zero counts as zero, what is above the range as its end. */
  add(ms: number): void;
  /** Adds another one's counts, as `counts()` gave them. */
  merge(counts: BucketCounts): void;
  /** Milliseconds below which a share of `percent` (0…100) lies; 0 when empty. */
  percentile(percent: number): number;
  /** BucketCounts as index, count pairs: small enough to send once a second. */
  counts(): BucketCounts;
  clear(): void;
  readonly total: number;
  readonly maxMs: number;
  readonly meanMs: number;
}

/** Pairs of bucket index and count, flat. */
export type BucketCounts = number[];

const STEP_BITS = 10;
const STEPS = 1 << STEP_BITS;
const DOUBLINGS = 17;
const BUCKETS = STEPS * (DOUBLINGS + 1);

function bucketOf(us: number): number {
  if (us < 2 * STEPS) return us;
  const shift = 31 - Math.clz32(us) - STEP_BITS;
  return Math.min(BUCKETS - 1, shift * STEPS + (us >>> shift));
}

/** The middle of a bucket in µs. */
export function bucketMiddle(index: number): number {
  if (index < 2 * STEPS) return index;
  const shift = Math.floor(index / STEPS) - 1;
  return (index - shift * STEPS) * 2 ** shift + 2 ** (shift - 1);
}

export function createHistogram(): Histogram {
  const buckets = new Float64Array(BUCKETS);
  let total = 0;
  let sum = 0;
  let max = 0;
  return {
    add(ms) {
      const us = ms <= 0 ? 0 : Math.min(0x7fffffff, Math.round(ms * 1000));
      buckets[bucketOf(us)]! += 1;
      total++;
      sum += us;
      if (us > max) max = us;
    },
    merge(counts) {
      for (let at = 0; at < counts.length; at += 2) {
        const index = counts[at]!;
        const count = counts[at + 1]!;
        const middle = bucketMiddle(index);
        buckets[index]! += count;
        total += count;
        sum += count * middle;
        if (middle > max) max = middle;
      }
    },
    percentile(percent) {
      const wanted = Math.max(1, Math.ceil((percent / 100) * total));
      let passed = 0;
      for (let index = 0; index < BUCKETS && total > 0; index++) {
        passed += buckets[index]!;
        if (passed >= wanted) return Math.min(bucketMiddle(index), max) / 1000;
      }
      return 0;
    },
    counts() {
      const pairs: BucketCounts = [];
      for (let index = 0; index < BUCKETS; index++)
        if (buckets[index]! > 0) pairs.push(index, buckets[index]!);
      return pairs;
    },
    clear() {
      buckets.fill(0);
      total = sum = max = 0;
    },
    get total() {
      return total;
    },
    get maxMs() {
      return max / 1000;
    },
    get meanMs() {
      return total === 0 ? 0 : sum / total / 1000;
    },
  };
}
