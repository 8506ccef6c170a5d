import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurrentId } from '../follow-ids.ts';
import type { RoomStore, StoreLog } from '../room-store.ts';
import { createCompactor } from './compactor.ts';
import type { MemoryContext } from './context.ts';
import { createMemoryCounters } from './counters.ts';
import { createMemoryDue } from './due.ts';
import { lockFolder, type FolderLock } from '../../../db/folder-lock/folder-lock.ts';
import { replaceByCopy } from './generations.ts';
import { createJournal } from './journal.ts';
import { createMemoryNodes } from './nodes.ts';
import { createMemoryOutbox } from './outbox.ts';
import { replayFolder } from './replay.ts';
import { createMemoryRooms } from './rooms.ts';
import { followRooms } from './follow-rooms.ts';
import { emptyState, type MemoryState } from './state.ts';
import { applyJournalEntry } from './journal-entry.ts';
import { createMemoryTokens } from './tokens.ts';
import { encodeJournalEntry } from './encode-entry.ts';

export interface MemoryStoreOptions {
  /** Where the journal lives; null keeps everything in the process alone. */
  folder: string | null;
  /** Epoch ms. */
  clock: () => number;
  log: StoreLog;
  durations: { leaseExpiresMs: number; roomExpiresMs: number };
  /** Rooms of an earlier release are read with the ids that their cities have now. */
  currentId?: CurrentId;
  /** Called when another process has taken the folder: the store refuses everything from then on. */
  onFolderLost?: (error: Error) => void;
  /** The longest that written entries wait for the disk itself: what a power cut may take. */
  fsyncMs?: number;
  /** A journal is replaced by a snapshot when it is larger than this, and twice as large as the snapshot before. */
  compactBytes?: number;
}

/** A server that is being stopped gives its folder back soon. */
const LOCK_PATIENCE_MS = 2000;

/**
 * The in-process room store: the default, and one node only. Rejects with FolderInUse when another live process holds the
 * folder.
 */
export async function createMemoryStore(options: MemoryStoreOptions): Promise<RoomStore> {
  const { folder } = options;
  if (folder === null) return withoutJournal(options);
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder({
    path: join(folder, 'lock'),
    folder,
    patienceMs: LOCK_PATIENCE_MS,
    onLost: (error) => options.onFolderLost?.(error),
    onWaiting(holder, longestMs) {
      options.log.warn({ folder, holder, longestMs }, 'waiting to see whether the last holder is alive');
    },
  });
  try {
    return openStore(options, join(folder, 'journal'), lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** How entries are made and kept. */
interface Recorder extends Pick<MemoryContext, 'perform' | 'settled'> {
  close: () => Promise<void>;
}

function assemble(options: MemoryStoreOptions, state: MemoryState, recorder: Recorder): RoomStore {
  const { clock } = options;
  const { perform, settled, close } = recorder;
  const keptMs = options.durations.roomExpiresMs;
  const context: MemoryContext = { state, now: clock, keptMs, perform, settled };
  return {
    kind: 'memory',
    now: clock,
    silenceMs: () => 0,
    rooms: createMemoryRooms(context),
    due: createMemoryDue(context),
    outbox: createMemoryOutbox(context),
    nodes: createMemoryNodes(context, options.durations.leaseExpiresMs),
    counters: createMemoryCounters(context),
    tokens: createMemoryTokens(context),
    ping: async () => settled(),
    close,
  };
}

/** A store that a restart forgets. */
function withoutJournal(options: MemoryStoreOptions): RoomStore {
  const state = emptyState();
  let lastEntry = 0;
  return assemble(options, state, {
    perform: (entry) => applyJournalEntry(state, entry, (lastEntry += 1)),
    settled: () => undefined,
    close: () => Promise.resolve(),
  });
}

function openStore(options: MemoryStoreOptions, folder: string, lock: FolderLock): RoomStore {
  const { log } = options;
  const replayed = replayFolder(folder, log);
  const { state } = replayed;
  if (options.currentId) followRooms(state, options.currentId);
  let { lastEntry } = replayed;
  if (lock.takenFromSilent) replaceByCopy(folder, replayed.generation);
  const assertHeld = (): void => lock.assertHeld();
  const compactor = createCompactor({
    folder,
    state,
    entryNow: () => lastEntry,
    log,
    assertHeld,
    leastBytes: options.compactBytes ?? 16_777_216,
  });
  const journal = createJournal({
    folder,
    generation: replayed.generation,
    bytes: replayed.bytes,
    fsyncMs: options.fsyncMs ?? 1000,
    log,
    assertHeld,
    onWritten: (bytes) => compactor.consider(journal, bytes),
  });
  log.info({ folder, rooms: state.rooms.size, entry: lastEntry }, 'the journal was replayed');
  return assemble(options, state, {
    perform(entry) {
      journal.assertWritable();
      const events = applyJournalEntry(state, entry, lastEntry + 1);
      lastEntry += 1;
      journal.append(lastEntry, encodeJournalEntry(entry));
      return events;
    },
    settled: () => journal.settled(),
    async close() {
      await compactor.stop();
      journal.close();
      lock.release();
    },
  });
}
