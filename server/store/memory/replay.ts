import { readFileSync, statSync } from 'node:fs';
import type { StoreLog } from '../room-store.ts';
import { hasFrameAfter, readFrames } from './frames.ts';
import { forgetBefore, journalPath, openGenerations, type Generations } from './generations.ts';
import { applyJournalEntry, isJournalEntry, type JournalEntry } from './journal-entry.ts';
import { readNewestSnapshot, type ReplayBase } from './read-snapshot.ts';
import { cutTail, setAside } from './set-aside.ts';
import type { MemoryState } from './state.ts';

export interface Replayed {
  state: MemoryState;
  lastEntry: number;
  /** The journal to go on with, and how many bytes of it hold. */
  generation: number;
  bytes: number;
}

/**
 * Reads what earlier processes left: the newest snapshot, then the entries since, up to the first that is damaged or missing.
 * What a kill cut off the newest journal is cut off here too; whatever else cannot be used is set aside whole.
 */
export function replayFolder(folder: string, log: StoreLog): Replayed {
  const generations = openGenerations(folder);
  let replay = replayOnce(folder, generations, null);
  // An entry that could not be applied may have been applied by half: once more, and only up to it.
  if (replay.stop?.reason === INAPPLICABLE) replay = replayOnce(folder, generations, replay.stop);
  const { replayed, base, damagedSnapshots, stop } = replay;
  const unfinished = stop !== null && isUnfinishedWrite(stop);
  if (unfinished) cutTail(folder, stop.path, stop.file, stop.bytes, log);
  const damage = unfinished ? null : stop;
  if (damage || damagedSnapshots.length > 0) {
    const reason = damage?.reason ?? 'a snapshot is damaged';
    const whole = [...(damage?.later ?? []), ...damagedSnapshots];
    setAside(
      folder,
      { reason, cut: damage && { path: damage.path, bytes: damage.bytes }, whole },
      replayed.lastEntry,
      log,
    );
  } else forgetBefore(folder, base.generation ?? 0);
  return replayed;
}

/** Where replaying ended before the end of the last journal. */
interface Stop {
  path: string;
  file: Buffer;
  /** What was used of the file. */
  bytes: number;
  reason: string;
  /** The journals behind it. */
  later: string[];
}

const TORN = 'a frame is cut off, or is not what was written';
const INAPPLICABLE = 'an entry cannot be applied';

/** The end of a write that nobody was told of, as a kill leaves it: nothing was ever written behind it. */
const isUnfinishedWrite = ({ reason, file, bytes, later }: Stop): boolean =>
  reason === TORN && !hasFrameAfter(file, bytes) && later.every((path) => statSync(path).size === 0);

interface Replay {
  replayed: Replayed;
  base: ReplayBase;
  damagedSnapshots: string[];
  stop: Stop | null;
}

/** Replays up to the first damage, or up to where an earlier try had to stop. */
function replayOnce(folder: string, { snapshots, journals }: Generations, before: Stop | null): Replay {
  const { base, damaged: damagedSnapshots } = readNewestSnapshot(folder, snapshots);
  const { state } = base;
  const numbers = followNumbers(base.lastEntry);
  const since = journals.filter((generation) => generation >= (base.generation ?? 0));
  let stop: Stop | null = null;
  let generation = base.generation ?? 1;
  let bytes = 0;
  for (const [index, next] of since.entries()) {
    generation = next;
    const path = journalPath(folder, generation);
    const file = readFileSync(path);
    const isFirstMissing = index === 0 && base.generation !== null && generation !== base.generation;
    let reason: string | null = isFirstMissing ? `journal ${base.generation} is missing` : null;
    bytes = readFrames(file, (lines, offset) => {
      if (before?.path === path && before.bytes === offset) reason = before.reason;
      reason ??= replayFrame(state, numbers, lines);
      return reason === null;
    });
    if (reason === null && bytes === file.length) continue;
    const later = since.slice(index + 1).map((number) => journalPath(folder, number));
    stop = { path, file, bytes, reason: reason ?? TORN, later };
    break;
  }
  return { replayed: { state, lastEntry: numbers.last(), generation, bytes }, base, damagedSnapshots, stop };
}

/** Answers why the frame cannot be used, or null when it was. */
function replayFrame(state: MemoryState, numbers: Numbers, lines: readonly string[]): string | null {
  const entries = parseEntries(lines.slice(1));
  if (!entries) return 'an entry cannot be read, or is of a newer release';
  const first = Number(lines[0]);
  if (!numbers.take(first, entries.length))
    return `entry ${lines[0]} does not follow entry ${numbers.last()}`;
  try {
    for (const [index, entry] of entries.entries()) replayEntry(state, entry, first + index);
    return null;
  } catch {
    return INAPPLICABLE;
  }
}

function parseEntries(lines: readonly string[]): JournalEntry[] | null {
  try {
    const entries = lines.map((line): unknown => JSON.parse(line));
    return entries.every(isJournalEntry) ? entries : null;
  } catch {
    return null;
  }
}

type Numbers = ReturnType<typeof followNumbers>;

/**
 * The numbers of entries, which follow one another from 1, or from what a snapshot holds: the first journal since was begun
 * before the snapshot was finished, and its end may be missing where the snapshot has it.
 */
function followNumbers(inSnapshot: number) {
  let last = 0;
  return {
    last: () => Math.max(last, inSnapshot),
    take(first: number, count: number): boolean {
      const follows = first === last + 1 || (first > last && first <= inSnapshot + 1);
      if (follows) last = first + count - 1;
      return follows;
    },
  };
}

/** An entry of the journal, unless the snapshot, taken while the journal was already written, has it. */
function replayEntry(state: MemoryState, entry: JournalEntry, number: number): void {
  const room = roomOf(state, entry);
  if (room && room.lastEntry >= number) return;
  // None of them can lack its room, but for one that was removed before the snapshot came to it.
  if (!room && (entry[0] === 'commit' || entry[0] === 'tell' || entry[0] === 'guess')) return;
  applyJournalEntry(state, entry, number);
}

function roomOf(state: MemoryState, entry: JournalEntry) {
  switch (entry[0]) {
    case 'create':
      return state.rooms.get(entry[1].roomId);
    case 'restore':
      return state.rooms.get(entry[1].doc.roomId);
    case 'commit':
    case 'tell':
    case 'guess':
    case 'remove':
      return state.rooms.get(entry[1]);
    case 'saved':
    case 'due':
    case 'note':
    case 'drop':
    case 'put':
    case 'take':
      return undefined;
  }
}
