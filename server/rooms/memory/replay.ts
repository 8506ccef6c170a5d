import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { StoreLog } from '../room-store.ts';
import { readFrames } from './frames.ts';
import { journalPath, openGenerations, snapshotPath } from './generations.ts';
import { applyEntry, type SnapshotEntry } from './snapshot.ts';
import { emptyState, type MemoryState } from './state.ts';
import { applyStep, type Step } from './steps.ts';

export interface Replayed {
  state: MemoryState;
  lastStep: number;
  /** The journal to go on with, and how many bytes of it hold. */
  generation: number;
  bytes: number;
}

/** Reads what earlier processes left: the newest snapshot, then the steps since. What a kill cut off is cut off here too. */
export function replayFolder(folder: string, log: StoreLog): Replayed {
  const { snapshot, journals } = openGenerations(folder);
  const state = emptyState();
  let lastStep = snapshot === null ? 0 : readSnapshot(state, snapshotPath(folder, snapshot));
  let bytes = 0;
  for (const generation of journals) {
    const path = journalPath(folder, generation);
    const file = readFileSync(path);
    bytes = readFrames(file, (lines) => {
      const first = Number(lines[0]);
      for (let i = 1; i < lines.length; i += 1)
        replayStep(state, JSON.parse(lines[i]!) as Step, first + i - 1);
      lastStep = Math.max(lastStep, first + lines.length - 2);
    });
    if (bytes < file.length) cutOff(path, file, bytes, log);
  }
  return { state, lastStep, generation: journals.at(-1) ?? snapshot ?? 1, bytes };
}

/** Answers the number of the last step that the snapshot may include. */
function readSnapshot(state: MemoryState, path: string): number {
  const steps: number[] = [];
  readFrames(readFileSync(path), (lines) => {
    for (const line of lines) {
      const step = applyEntry(state, JSON.parse(line) as SnapshotEntry);
      if (step !== undefined) steps.push(step);
    }
  });
  const last = steps.at(-1);
  if (last === undefined) throw new Error(`${path} is damaged: restore it from a backup`);
  return last;
}

/** A step of the journal, unless the snapshot, taken while the journal was already written, has it. */
function replayStep(state: MemoryState, step: Step, number: number): void {
  const room = roomOf(state, step);
  if (room && room.step >= number) return;
  // Neither can lack its room, but for one that was removed before the snapshot came to it.
  if (!room && (step[0] === 'commit' || step[0] === 'guess')) return;
  applyStep(state, step, number);
}

function roomOf(state: MemoryState, step: Step) {
  switch (step[0]) {
    case 'create':
      return state.rooms.get(step[1].roomId);
    case 'restore':
      return state.rooms.get(step[1].doc.roomId);
    case 'commit':
    case 'guess':
    case 'remove':
      return state.rooms.get(step[1]);
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
