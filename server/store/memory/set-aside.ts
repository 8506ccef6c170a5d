import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { StoreLog } from '../room-store.ts';

/** Ends of unfinished writes that are kept, the newest. */
const CUTS_KEPT = 5;

/** The tail of a write that a kill interrupted is normal; it is kept aside for a while, in case it was something else. */
export function cutTail(folder: string, path: string, file: Buffer, bytes: number, log: StoreLog): void {
  const aside = join(folder, `${basename(path)}.${String(bytes).padStart(10, '0')}.cut`);
  writeFileSync(aside, file.subarray(bytes), { mode: 0o600 });
  truncateSync(path, bytes);
  const cuts = readdirSync(folder).filter((name) => name.endsWith('.cut'));
  for (const name of cuts.sort().slice(0, -CUTS_KEPT)) rmSync(join(folder, name));
  log.warn({ path, bytes: file.length - bytes, aside }, 'cut an unfinished write off the journal');
}

/** What of a journal folder cannot be used, and why. */
export interface Damage {
  reason: string;
  /** The journal in which replaying had to end, and the bytes of it that were used. */
  cut: { path: string; bytes: number } | null;
  /** Files that are not used at all. */
  whole: string[];
}

/**
 * Moves what cannot be used into a new folder `damaged-<n>`, which nothing here ever touches, and tells the operator. The journal
 * in which replaying ended is copied whole and then cut, as the last step: a process that dies on the way does it again at its
 * next start.
 */
export function setAside(folder: string, damage: Damage, entriesUsed: number, log: StoreLog): void {
  const { reason, cut, whole } = damage;
  const aside = newFolder(folder);
  if (cut) copyFileSync(cut.path, join(aside, basename(cut.path)));
  for (const path of whole) renameSync(path, join(aside, basename(path)));
  if (cut) truncateSync(cut.path, cut.bytes);
  const files = readdirSync(aside).sort();
  log.error(
    { reason, ...cut, entriesUsed, setAside: aside, files },
    'the journal is damaged: its entries before the damage are used, the files are set aside; see “The journal is damaged” in docs/operators.md',
  );
}

function newFolder(folder: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `damaged-${number}`);
    if (existsSync(path)) continue;
    mkdirSync(path, { mode: 0o700 });
    return path;
  }
}
