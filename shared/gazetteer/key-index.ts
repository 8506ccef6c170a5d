import { createColumns, INDEX_MAGIC } from './columns.ts';
import { createKeyTable, makeSlots } from './key-table.ts';
import { running } from './running.ts';

export interface KeyIndex {
  /** The postings of a key, undefined when it is unknown. */
  postings(key: string): Uint32Array | undefined;
  /** Calls `visit` with the postings of each key one edit away; see `Gazetteer.eachNear`. */
  eachNear(key: string, visit: (postings: Uint32Array) => void): void;
}

/** The columns of an index: postings, how many each key has, the keys' lengths, the keys in UTF-8. */
function columnsOf(bytes: Uint8Array) {
  const columns = createColumns(bytes, INDEX_MAGIC);
  const keyCount = columns.count(0);
  const postings = columns.u32(columns.count(1));
  const counts = columns.u16(keyCount);
  const lengths = columns.u8(keyCount);
  return { postings, counts, lengths, keys: columns.u8(columns.count(2)) };
}

/** The hash table of an index, to be kept beside it: `openKeyIndex` need not make it then. */
export function slotsOf(bytes: Uint8Array): Uint32Array {
  const { keys, lengths } = columnsOf(bytes);
  return makeSlots(keys, lengths);
}

/** Opens an index over the bytes of its file. `slots`: see {@link slotsOf}. */
export function openKeyIndex(bytes: Uint8Array, slots: Uint32Array = slotsOf(bytes)): KeyIndex {
  const { postings, counts, lengths, keys } = columnsOf(bytes);
  const table = createKeyTable(keys, lengths, slots);
  const ends = running(counts);
  const postingsOf = (key: number): Uint32Array => postings.subarray(ends[key]! - counts[key]!, ends[key]);
  return {
    postings(key) {
      const found = table.find(key);
      return found === -1 ? undefined : postingsOf(found);
    },
    eachNear(key, visit) {
      table.eachNear(key, (found) => visit(postingsOf(found)));
    },
  };
}
