import { running } from './running.ts';

const LETTER_A = 97;
const LETTERS = 26;
const BASE = 0x01000193;
/** Low bits of a slot hold a key's number plus one, high bits a part of its hash, so that most misses touch no key. */
const NUMBER_BITS = 21;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;
const MAX_KEY_BYTES = 255;
/** Powers of the base, to hash an edited key from the hashes of its parts. */
const POWERS = new Uint32Array(MAX_KEY_BYTES + 2);
POWERS[0] = 1;
for (let i = 1; i < POWERS.length; i += 1) POWERS[i] = Math.imul(POWERS[i - 1]!, BASE);

export interface KeyTable {
  /** The number of a key, or -1. */
  find(key: string): number;
  /** Calls `visit` with the number of each key one edit from `key`, which must be of letters a–z; see `eachNear`. */
  eachNear(key: string, visit: (found: number) => void): void;
}

/**
 * Makes the hash table of keys in UTF-8, `lengths` bytes each, one after another. It takes some 40 ms and 8 MB for
 * 640,000 keys: made once, when the artefact is unpacked. A look-up in it costs a fraction of a search in sorted keys, and
 * the hundreds of edits of a misspelt name can be looked up by hashes made from those of its parts.
 */
export function makeSlots(keys: Uint8Array, lengths: Uint8Array): Uint32Array {
  const count = lengths.length;
  if (count >= NUMBER_MASK) throw new Error('More keys than the table can number');
  const bits = bitsFor(count);
  const shift = 32 - bits;
  const last = (1 << bits) - 1;
  const slots = new Uint32Array(1 << bits);
  for (let key = 0, at = 0; key < count; key += 1) {
    const end = at + lengths[key]!;
    let hash = 0;
    while (at < end) hash = (Math.imul(hash, BASE) + keys[at++]!) | 0;
    const mixed = mix(hash);
    let slot = mixed >>> shift;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = ((mixed << NUMBER_BITS) | (key + 1)) >>> 0;
  }
  return slots;
}

const bitsFor = (count: number): number => Math.max(4, 32 - Math.clz32(count * 2));

/** Looks keys up in `slots`, which {@link makeSlots} made of the same keys. Throws when they cannot belong together. */
export function createKeyTable(keys: Uint8Array, lengths: Uint8Array, slots: Uint32Array): KeyTable {
  const bits = bitsFor(lengths.length);
  if (slots.length !== 1 << bits) throw new Error('The table of keys is of another index');
  const shift = 32 - bits;
  const last = (1 << bits) - 1;
  const ends = running(lengths);

  const typed = new Uint8Array(MAX_KEY_BYTES + 1);
  const heads = new Int32Array(MAX_KEY_BYTES + 2);
  const tails = new Int32Array(MAX_KEY_BYTES + 2);
  const encoder = new TextEncoder();

  /** Writes `key` into `typed`; its length in bytes, or 0 when it is too long to be a key. */
  const write = (key: string): number => {
    if (key.length > MAX_KEY_BYTES) return 0;
    for (let i = 0; i < key.length; i += 1) {
      const code = key.charCodeAt(i);
      if (code > 0x7f) {
        const { read, written } = encoder.encodeInto(key, typed);
        return read === key.length && written <= MAX_KEY_BYTES ? written : 0;
      }
      typed[i] = code;
    }
    return key.length;
  };

  /** The key made of the first `head` bytes of `typed`, up to two letters (0: none), and what is typed from `tail` on. */
  const seek = (
    hash: number,
    head: number,
    one: number,
    two: number,
    tail: number,
    length: number,
  ): number => {
    const mixed = mix(hash);
    const mark = mixed & (0xffffffff >>> NUMBER_BITS);
    const middle = (one === 0 ? 0 : 1) + (two === 0 ? 0 : 1);
    const size = head + middle + length - tail;
    for (let slot = mixed >>> shift, entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
      slot = (slot + 1) & last;
      if (entry >>> NUMBER_BITS !== mark) continue;
      const key = (entry & NUMBER_MASK) - 1;
      if (lengths[key] !== size) continue;
      const end = ends[key]!;
      let at = end - size;
      let i = 0;
      while (i < head && keys[at] === typed[i]) {
        i += 1;
        at += 1;
      }
      if (i < head || (one !== 0 && keys[at++] !== one) || (two !== 0 && keys[at++] !== two)) continue;
      i = tail;
      while (at < end && keys[at] === typed[i]) {
        i += 1;
        at += 1;
      }
      if (at === end) return key;
    }
    return -1;
  };

  return {
    find(key) {
      const length = write(key);
      if (length === 0) return -1;
      let hash = 0;
      for (let i = 0; i < length; i += 1) hash = (Math.imul(hash, BASE) + typed[i]!) | 0;
      return seek(hash, length, 0, 0, length, length);
    },
    eachNear(key, visit) {
      const length = write(key);
      if (length === 0 || length >= MAX_KEY_BYTES) return;
      heads[0] = 0;
      for (let i = 0; i < length; i += 1) heads[i + 1] = (Math.imul(heads[i]!, BASE) + typed[i]!) | 0;
      tails[length] = 0;
      for (let i = length - 1; i >= 0; i -= 1)
        tails[i] = (Math.imul(typed[i]!, POWERS[length - 1 - i]!) + tails[i + 1]!) | 0;
      const edit = (head: number, one: number, two: number, tail: number): void => {
        let hash = heads[head]!;
        if (one !== 0) hash = (Math.imul(hash, BASE) + one) | 0;
        if (two !== 0) hash = (Math.imul(hash, BASE) + two) | 0;
        hash = (Math.imul(hash, POWERS[length - tail]!) + tails[tail]!) | 0;
        const found = seek(hash, head, one, two, tail, length);
        if (found !== -1) visit(found);
      };
      for (let i = 0; i < length; i += 1) {
        const letter = typed[i]!;
        // Two that are swapped, the first ones too; equal neighbours would give the key itself.
        if (i + 1 < length && typed[i + 1] !== letter) edit(i, typed[i + 1]!, letter, i + 2);
        if (i === 0) continue;
        // A letter too many: of a pair, either gives the same key, and the first letter stays.
        if (i === 1 || typed[i - 1] !== letter) edit(i, 0, 0, i + 1);
        for (let c = LETTER_A; c < LETTER_A + LETTERS; c += 1) {
          if (c !== letter) edit(i, c, 0, i + 1);
          if (c !== typed[i - 1]) edit(i, c, 0, i);
        }
      }
      edit(1, typed[0]!, 0, 1);
      for (let c = LETTER_A; c < LETTER_A + LETTERS; c += 1)
        if (c !== typed[length - 1]) edit(length, c, 0, length);
    },
  };
}

/** Spreads a hash over all its bits (the finaliser of MurmurHash3, public domain). */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
