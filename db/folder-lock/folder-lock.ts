import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeSelf, stateOfProcess, type Holder } from './holder.ts';
import { describeHolder, keepLock, type FolderLock, type FolderLost } from './keeper.ts';
import { claim, readLock, removeSeen, type SeenLock } from './lock-file.ts';

export { FolderLost, type FolderLock } from './keeper.ts';

/** Another live process has the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

export interface FolderLockOptions {
  /** The lock file; its folder must exist. */
  path: string;
  /** What it protects, as errors name it. */
  folder: string;
  /** The longest wait for a holder that is alive; one that may be is waited for until that is known. */
  patienceMs: number;
  /** Somebody else has the folder now: write nothing, and end. */
  onLost: (error: FolderLost) => void;
  /** Told once when it takes a while to find out whether the last holder is alive. */
  onWaiting?: (holder: string, longestMs: number) => void;
  /** How often a holder gives a sign of life, and the silence after which it counts as gone; the same for all who share a folder. */
  signMs?: number;
  silenceMs?: number;
}

const RETRY_MS = 100;
/** After a take-over: longer than a rival needs from reading a lock to removing it. */
const SETTLE_MS = 300;
const LONGEST_LOOK_MS = 1000;

/**
 * Takes a folder for this process, also where processes of other containers and hosts can take it. A holder of this process's
 * own PID namespace is judged by the process table, at once; any other counts as gone when this process has seen no sign of life
 * for `silenceMs` by its own clock. Throws {@link FolderInUse}.
 */
export async function lockFolder(options: FolderLockOptions): Promise<FolderLock> {
  const { path, folder, patienceMs, onLost, signMs = 2000, silenceMs = 15_000 } = options;
  const self = describeSelf();
  const watch = createWatch(self, silenceMs);
  const deadline = performance.now() + patienceMs;
  let taken: 'free' | 'from the dead' | 'from the silent' = 'free';
  let told = false;
  for (;;) {
    const file = claim(path, self);
    if (file !== null) {
      if (taken !== 'free' && !(await settles(path, self))) {
        closeSync(file);
        continue;
      }
      const takenFromSilent = taken === 'from the silent';
      return keepLock({ path, folder, self, file, takenFromSilent, signMs, lateMs: silenceMs / 3, onLost });
    }
    const seen = readLock(path);
    if (!seen) continue;
    const verdict = watch(seen);
    const name = seen.holder ? describeHolder(seen.holder) : 'a process that its lock does not name';
    if (verdict === 'dead' || verdict === 'silent') {
      removeSeen(path, seen, self);
      taken = verdict === 'dead' ? 'from the dead' : 'from the silent';
      continue;
    }
    if (verdict === 'alive' && performance.now() > deadline)
      throw new FolderInUse(
        `${folder} is in use by ${name}; stop it, or choose another folder with DATA_DIR`,
      );
    if (verdict === 'unknown' && !told) {
      told = true;
      options.onWaiting?.(name, silenceMs);
    }
    await sleep(Math.min(RETRY_MS, silenceMs / 10));
  }
}

/** Whether the lock is still this process's own after a moment in which a rival may have removed it. */
async function settles(path: string, self: Holder): Promise<boolean> {
  await sleep(SETTLE_MS);
  return readLock(path)?.holder?.token === self.token;
}

/**
 * Judges what is seen of a lock again and again; `alive` when the process table says so, or when a sign of life was seen. A pause
 * of this process is no silence of the holder: between two looks little of it counts.
 */
function createWatch(self: Holder, silenceMs: number) {
  let last: { signature: string; lookedAt: number; silentMs: number } | undefined;
  let changes = -1;
  return ({ holder, signature }: SeenLock): 'alive' | 'dead' | 'silent' | 'unknown' => {
    const now = performance.now();
    if (signature === last?.signature) {
      last.silentMs += Math.min(now - last.lookedAt, LONGEST_LOOK_MS);
      last.lookedAt = now;
    } else {
      last = { signature, lookedAt: now, silentMs: 0 };
      changes += 1;
    }
    const state = holder ? stateOfProcess(holder, self) : 'unknown';
    if (state !== 'unknown') return state;
    if (last.silentMs >= silenceMs) return 'silent';
    return changes > 0 ? 'alive' : 'unknown';
  };
}
