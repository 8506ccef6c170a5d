import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { StoreLog } from '../room-store.ts';
import { readFrames } from './frames.ts';
import { journalPath, openGenerations, snapshotPath } from './generations.ts';
import { applySnapshotEntry, type SnapshotEntry } from './snapshot.ts';
import { emptyState, type MemoryState } from './state.ts';
import { applyJournalEntry, type JournalEntry } from './journal-entry.ts';

export interface Replayed {
  state: MemoryState;
  lastEntry: number;
  /** The journal to go on with, and how many bytes of it hold. */
  generation: number;
  bytes: number;
}

/** Reads what earlier processes left: the newest snapshot, then the entries since. What a kill cut off is cut off here too. */
export function replayFolder(folder: string, log: StoreLog): Replayed {
  const { snapshot, journals } = openGenerations(folder);
  const state = emptyState();
  let lastEntry = snapshot === null ? 0 : readSnapshot(state, snapshotPath(folder, snapshot));
  let bytes = 0;
  for (const generation of journals) {
    const path = journalPath(folder, generation);
    const file = readFileSync(path);
    bytes = readFrames(file, (lines) => {
      const first = Number(lines[0]);
      for (let i = 1; i < lines.length; i += 1)
        replayEntry(state, JSON.parse(lines[i]!) as JournalEntry, first + i - 1);
      lastEntry = Math.max(lastEntry, first + lines.length - 2);
    });
    if (bytes < file.length) cutOff(path, file, bytes, log);
  }
  return { state, lastEntry, generation: journals.at(-1) ?? snapshot ?? 1, bytes };
}

/** Answers the number of the last entry that the snapshot may include. */
function readSnapshot(state: MemoryState, path: string): number {
  const entries: number[] = [];
  readFrames(readFileSync(path), (lines) => {
    for (const line of lines) {
      const entry = applySnapshotEntry(state, JSON.parse(line) as SnapshotEntry);
      if (entry !== undefined) entries.push(entry);
    }
  });
  const last = entries.at(-1);
  if (last === undefined) throw new Error(`${path} is damaged: restore it from a backup`);
  return last;
}

/** A entry of the journal, unless the snapshot, taken while the journal was already written, has it. */
function replayEntry(state: MemoryState, entry: JournalEntry, number: number): void {
  const room = roomOf(state, entry);
  if (room && room.lastEntry >= number) return;
  // Neither can lack its room, but for one that was removed before the snapshot came to it.
  if (!room && (entry[0] === 'commit' || entry[0] === 'guess')) return;
  applyJournalEntry(state, entry, number);
}

function roomOf(state: MemoryState, entry: JournalEntry) {
  switch (entry[0]) {
    case 'create':
      return state.rooms.get(entry[1].roomId);
    case 'restore':
      return state.rooms.get(entry[1].doc.roomId);
    case 'commit':
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

/** The tail of a write that a kill interrupted is normal; it is kept aside, in case it was something else. */
function cutOff(path: string, file: Buffer, bytes: number, log: StoreLog): void {
  const aside = `${path}.cut`;
  writeFileSync(aside, file.subarray(bytes));
  truncateSync(path, bytes);
  log.warn({ path, bytes: file.length - bytes, aside }, 'cut an unfinished write off the journal');
}
