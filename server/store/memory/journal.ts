import { close, closeSync, constants, fdatasync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { StoreUnavailable, type StoreLog } from '../room-store.ts';
import { encodeFrame } from './frames.ts';
import { journalPath } from './generations.ts';

export interface JournalOptions {
  folder: string;
  /** Where replaying ended. */
  generation: number;
  bytes: number;
  /** Throws when the folder is no longer this process's: asked before every write. */
  assertHeld: () => void;
  /** The longest that written entries wait for the disk itself: what a power cut may take. */
  fsyncMs: number;
  log: StoreLog;
  /** Called after a write, with the size of the current generation. */
  onWritten: (bytes: number) => void;
}

/** Appends entries to a file: all of a turn in one write, which the page cache holds through any kill of the process. */
export interface Journal {
  /** Throws {@link StoreUnavailable} while the disk refuses writes: asked before an entry is made. */
  assertWritable(): void;
  append(entryNumber: number, line: string): void;
  /** Resolves when everything appended so far is written; undefined when it is. Rejects with {@link StoreUnavailable}. */
  settled(): Promise<void> | undefined;
  /** Goes on in the next generation, whose number it answers; null while the disk refuses writes. Throws the disk's own error. */
  rotate(): number | null;
  /** Resolves when everything written so far is on the disk itself. */
  synced(): Promise<void>;
  close(): void;
}

interface Batch {
  lines: string[];
  promise: Promise<void>;
  resolve: () => void;
  reject: (reason: Error) => void;
}

const RETRY_MS = 500;

/** Not in append mode, which would ignore the offset of a write. */
const openJournal = (folder: string, generation: number): number =>
  openSync(journalPath(folder, generation), constants.O_RDWR | constants.O_CREAT, 0o600);

function createBatch(firstEntry: number): Batch {
  let resolve!: () => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // Whoever waits gets the rejection; an entry that nobody waits for must not end the process.
  promise.catch(() => undefined);
  return { lines: [String(firstEntry)], promise, resolve, reject };
}

const unwritable = () => new StoreUnavailable('the journal cannot be written');

export function createJournal(options: JournalOptions): Journal {
  const { folder, fsyncMs, log } = options;
  let { generation, bytes } = options;
  let file = openJournal(folder, generation);
  let batch: Batch | undefined;
  let scheduled: NodeJS.Immediate | undefined;
  /** A frame that the disk refused: nothing may be written after it before it is. */
  let refused: Buffer | undefined;
  let retry: NodeJS.Timeout | undefined;
  let syncing: NodeJS.Timeout | undefined;

  function flush(): void {
    clearImmediate(scheduled);
    scheduled = undefined;
    const turn = batch;
    batch = undefined;
    if (!turn) return;
    const frame = encodeFrame(turn.lines);
    try {
      writeFrame(frame);
    } catch (error) {
      refused = frame;
      log.error({ err: error, folder }, 'the journal cannot be written');
      retry = setTimeout(writeRefused, RETRY_MS);
      turn.reject(unwritable());
      return;
    }
    turn.resolve();
    options.onWritten(bytes);
  }

  /** At a tracked offset, so that what a failed write left is written over. */
  function writeFrame(frame: Buffer): void {
    options.assertHeld();
    let written = 0;
    while (written < frame.length)
      written += writeSync(file, frame, written, frame.length - written, bytes + written);
    bytes += frame.length;
    syncing ??= setTimeout(sync, fsyncMs);
  }

  function writeRefused(): void {
    try {
      writeFrame(refused!);
    } catch {
      retry = setTimeout(writeRefused, RETRY_MS);
      return;
    }
    refused = undefined;
    log.info({ folder }, 'the journal is written again');
  }

  function sync(): void {
    syncing = undefined;
    fdatasync(file, (error) => {
      if (error && error.code !== 'EBADF') log.error({ err: error, folder }, 'the journal cannot be synced');
    });
  }

  return {
    assertWritable() {
      if (refused) throw unwritable();
    },
    append(entryNumber, line) {
      if (!batch) {
        batch = createBatch(entryNumber);
        scheduled = setImmediate(flush);
      }
      batch.lines.push(line);
    },
    settled: () => batch?.promise ?? (refused ? Promise.reject(unwritable()) : undefined),
    rotate() {
      flush();
      if (refused) return null;
      options.assertHeld();
      // What may fail comes first: a disk without room for one more file leaves everything as it is.
      const next = openJournal(folder, generation + 1);
      const old = file;
      file = next;
      generation += 1;
      bytes = 0;
      fdatasync(old, () => close(old));
      return generation;
    },
    synced: () => promisify(fdatasync)(file),
    close() {
      flush();
      clearTimeout(retry);
      clearTimeout(syncing);
      try {
        fdatasyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}
