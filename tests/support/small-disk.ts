import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, in memory, that a test fills up. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all of its room but `leavingBytes`, in whole pages. */
  fill(leavingBytes?: number): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

/** Mounting is for root alone. */
export const canMount = process.getuid?.() === 0;

/** At `folder`, or in one of its own. */
export function mountSmallDisk(
  bytes: number,
  folder = mkdtempSync(join(tmpdir(), 'cityrace-disk-')),
): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(leavingBytes = 0) {
      rmSync(filler, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(bavail * bsize - leavingBytes, 0)));
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}
