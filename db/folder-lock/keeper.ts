import { closeSync, fdatasync, rmSync } from 'node:fs';
import type { Holder } from './holder.ts';
import { readLock, writeSign } from './lock-file.ts';

/** A folder that is held. */
export interface FolderLock {
  /** Whether its last holder was taken for gone because it was silent: it may wake up, with files still open. */
  readonly takenFromSilent: boolean;
  /**
   * To be called before each write to the folder; costs two readings of a clock. Throws {@link FolderLost} when somebody else has
   * taken it, and the system's own error while that cannot be found out.
   */
  assertHeld(): void;
  release(): void;
}

/** Somebody else took the folder while this process was paused or cut off from it. */
export class FolderLost extends Error {
  override readonly name = 'FolderLost';
}

export interface KeeperOptions {
  path: string;
  folder: string;
  self: Holder;
  /** The lock file, opened when it was made. */
  file: number;
  takenFromSilent: boolean;
  signMs: number;
  /** After this long without a look at the lock file nobody may write before there was one. */
  lateMs: number;
  onLost: (error: FolderLost) => void;
}

/** Gives signs of life, and finds out when the lock is lost. */
export function keepLock(options: KeeperOptions): FolderLock {
  const { path, folder, self, file, lateMs } = options;
  let signs = 0;
  let lost: FolderLost | undefined;
  let released = false;
  let heldAt = readClocks();

  /** First the sign, then the look: whoever takes the lock away after it sees the sign and puts it back. */
  function verify(): void {
    const now = readClocks();
    signs += 1;
    writeSign(file, self, signs);
    const holder = readLock(path)?.holder ?? null;
    if (holder?.token === self.token) {
      heldAt = now;
      return;
    }
    clearInterval(signing);
    lost = new FolderLost(
      `${folder} was taken by ${holder ? describeHolder(holder) : 'somebody who removed its lock'} while this process (${self.pid}) stood still`,
    );
    options.onLost(lost);
  }

  const signing = setInterval(() => {
    try {
      verify();
      // Over a network a sign is seen by others when it is written out.
      fdatasync(file, () => undefined);
    } catch {
      // Nobody knows: whoever wants to write asks again.
    }
  }, options.signMs);
  signing.unref();

  return {
    takenFromSilent: options.takenFromSilent,
    assertHeld() {
      if (!lost && isLate(heldAt, lateMs)) verify();
      if (lost) throw lost;
    },
    release() {
      if (released) return;
      released = true;
      clearInterval(signing);
      try {
        if (readLock(path)?.holder?.token === self.token) rmSync(path, { force: true });
      } finally {
        closeSync(file);
      }
    },
  };
}

export const describeHolder = ({ pid, host }: Holder): string =>
  `process ${pid}${host === '' ? '' : ` on host ${host}`}`;

interface Clocks {
  monotonic: number;
  wall: number;
}

const readClocks = (): Clocks => ({ monotonic: performance.now(), wall: Date.now() });

/** By either clock: the monotonic one stands still while the machine sleeps, the other one may be set. */
function isLate(since: Clocks, lateMs: number): boolean {
  const now = readClocks();
  return now.monotonic - since.monotonic > lateMs || Math.abs(now.wall - since.wall) > lateMs;
}
