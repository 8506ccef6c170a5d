import { open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreLog } from '../room-store.ts';
import { encodeFrame } from './frames.ts';
import { forgetBefore, snapshotPath } from './generations.ts';
import type { Journal } from './journal.ts';
import { snapshotEntries, type SnapshotEntry } from './snapshot.ts';
import type { MemoryState } from './state.ts';

export interface CompactorOptions {
  folder: string;
  state: MemoryState;
  entryNow: () => number;
  log: StoreLog;
  /** Throws when the folder is no longer this process's. */
  assertHeld: () => void;
  /** The least size of a journal that is worth a snapshot. */
  leastBytes: number;
}

/** Replaces a grown journal by a snapshot and a new journal, in slices between which the game goes on. */
export interface Compactor {
  /** Starts when the journal has outgrown its snapshot. */
  consider(journal: Journal, journalBytes: number): void;
  /** Gives up a snapshot that is being written: the journals have everything. */
  stop(): Promise<void>;
}

/** How long a slice of the snapshot may hold the process up, and the time for the game after it; one room is never divided. */
const SLICE_MS = 0.5;
const PAUSE_MS = 5;

export function createCompactor(options: CompactorOptions): Compactor {
  const { folder, log } = options;
  let enoughBytes = options.leastBytes;
  let running: Promise<void> | undefined;
  let stopping = false;

  async function compact(journal: Journal, generation: number): Promise<void> {
    const path = snapshotPath(folder, generation);
    const draft = `${path}.draft`;
    let isWhole = false;
    try {
      isWhole = await writeDraft(draft);
    } finally {
      // On a full disk it would take the room that the journal needs.
      if (!isWhole) await rm(draft, { force: true });
    }
    if (!isWhole) return;
    // What the snapshot includes must not be missing from its journal, not even after a power cut.
    await journal.synced();
    options.assertHeld();
    await rename(draft, path);
    await syncFolder(folder);
    forgetBefore(folder, generation);
    const { size } = await stat(path);
    enoughBytes = Math.max(options.leastBytes, 2 * size);
    log.info({ bytes: size, generation }, 'the journal was compacted');
  }

  /** The journals have everything: whatever fails is tried again when they have grown some more. */
  async function rotateAndCompact(journal: Journal, journalBytes: number): Promise<void> {
    let generation: number | null = null;
    try {
      generation = journal.rotate();
      if (generation !== null) await compact(journal, generation);
    } catch (error) {
      log.error({ err: error, folder }, 'the journal cannot be compacted');
      // A new journal begins at nothing; the old one would be tried at every write.
      if (generation === null) enoughBytes = journalBytes + options.leastBytes;
    }
  }

  async function writeDraft(draft: string): Promise<boolean> {
    const file = await open(draft, 'w', 0o600);
    try {
      const entries = snapshotEntries(options.state, options.entryNow);
      for (;;) {
        if (stopping) return false;
        const lines = takeSlice(entries);
        if (lines.length === 0) break;
        await file.writeFile(encodeFrame(lines));
        await sleep(PAUSE_MS);
      }
      await file.sync();
      return true;
    } finally {
      await file.close();
    }
  }

  return {
    consider(journal, journalBytes) {
      if (running || stopping || journalBytes < enoughBytes) return;
      running = rotateAndCompact(journal, journalBytes).finally(() => (running = undefined));
    },
    async stop() {
      stopping = true;
      await running;
    },
  };
}

function takeSlice(entries: Iterator<SnapshotEntry, undefined>): string[] {
  const lines: string[] = [];
  const end = performance.now() + SLICE_MS;
  while (performance.now() < end) {
    const next = entries.next();
    if (next.done) break;
    lines.push(JSON.stringify(next.value));
  }
  return lines;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
