import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that another live process holds. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

interface Holder {
  pid: number;
  /** When the process started, in the kernel's ticks since boot: tells a process from a later one of the same pid. */
  startTicks: string | null;
}

/**
 * Takes an existing folder for this process, and answers how to give it back. Two processes on one folder would lose
 * each other's rows without a word. A lock left by a killed process is taken over. Throws {@link FolderInUse}.
 */
export function acquireFolderLock(folder: string): () => void {
  const path = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, startTicks: startTicksOf(process.pid) } satisfies Holder);
  if (!claim(path, mine)) {
    refuseIfHeld(folder, path);
    setAside(folder, path);
    if (!claim(path, mine)) throw new FolderInUse(`${folder} was just taken by another process`);
  }
  return () => {
    if (readLock(path) === mine) rmSync(path, { force: true });
  };
}

function claim(path: string, mine: string): boolean {
  // The content must be there as soon as the name is: linked from a finished file, never written in place.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead process's lock away; of several that try, one succeeds, and a lock that was live after all is put back. */
function setAside(folder: string, path: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    refuseIfHeld(folder, aside);
  } catch (error) {
    linkSync(aside, path);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseIfHeld(folder: string, path: string): void {
  const holder = parseHolder(readLock(path));
  if (!holder || !isAlive(holder)) return;
  throw new FolderInUse(
    `${folder} is in use by process ${holder.pid}; stop it, or choose another folder with DATA_DIR`,
  );
}

function isAlive({ pid, startTicks }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
  const now = startTicksOf(pid);
  return startTicks === null || now === null || now === startTicks;
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the name, which may hold spaces; null where there is no /proc. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parseHolder(text: string | null): Holder | null {
  try {
    return text === null ? null : (JSON.parse(text) as Holder);
  } catch {
    return null;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code;
