import { readFileSync } from 'node:fs';
import { readFrames } from './frames.ts';
import { snapshotPath } from './generations.ts';
import { applySnapshotEntry, type SnapshotEntry } from './snapshot.ts';
import { emptyState, type MemoryState } from './state.ts';

/** What journals are replayed over. */
export interface ReplayBase {
  state: MemoryState;
  /** Number of the last entry that the snapshot may include. */
  lastEntry: number;
  /** The snapshot's generation, or null when there is none to use. */
  generation: number | null;
}

/** The newest whole snapshot of these generations (oldest first), and those newer than it, which are damaged. */
export function readNewestSnapshot(
  folder: string,
  snapshots: readonly number[],
): { base: ReplayBase; damaged: string[] } {
  const damaged: string[] = [];
  for (const generation of [...snapshots].reverse()) {
    const path = snapshotPath(folder, generation);
    const read = readSnapshot(path);
    if (read) return { base: { ...read, generation }, damaged };
    damaged.push(path);
  }
  return { base: { state: emptyState(), lastEntry: 0, generation: null }, damaged };
}

/** Null when the file is not one whole snapshot. */
function readSnapshot(path: string): Pick<ReplayBase, 'state' | 'lastEntry'> | null {
  const state = emptyState();
  let lastEntry: number | undefined;
  const file = readFileSync(path);
  try {
    const bytes = readFrames(file, (lines) => {
      for (const line of lines) lastEntry = applySnapshotEntry(state, JSON.parse(line) as SnapshotEntry);
    });
    return bytes === file.length && lastEntry !== undefined ? { state, lastEntry } : null;
  } catch {
    return null;
  }
}
