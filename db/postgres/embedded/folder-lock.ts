import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Held by one process at a time, however the one before it ended. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Another process has the folder. */
export class FolderLocked extends Error {
  override readonly name = 'FolderLocked';
}

/** The holder touches its lock this often; elsewhere than on its own host, it counts as gone after {@link STALE_MS}. */
const TOUCH_MS = 2000;
const STALE_MS = 15_000;
const RETRY_MS = 100;

interface Holder {
  pid: number;
  host: string;
  /** When the process was started, in the kernel's own count; '' where the system does not tell. */
  started: string;
}

/**
 * Takes the lock file at `path`, waiting up to `patienceMs` for its holder to go. A holder that was killed is recognised by its
 * process on the same host, by its silence on another. `onLost` is called if the file is taken away while held: stop at once then.
 * Throws {@link FolderLocked}.
 */
export async function lockFolder(path: string, patienceMs: number, onLost: () => void): Promise<FolderLock> {
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: await startOf(process.pid),
  } satisfies Holder);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const deadline = performance.now() + patienceMs;
  await writeFile(draft, mine);
  try {
    while (!(await claim(draft, path))) {
      if (await dropDead(path)) continue;
      if (performance.now() > deadline) throw new FolderLocked(`${path} is held by another process`);
      await sleep(RETRY_MS);
    }
  } finally {
    await rm(draft, { force: true });
  }
  const touching = setInterval(() => {
    void keep(path, mine).then((held) => {
      if (!held) onLost();
    });
  }, TOUCH_MS);
  touching.unref();
  return {
    async release() {
      clearInterval(touching);
      if ((await read(path)) === mine) await rm(path, { force: true });
    },
  };
}

/** A hard link appears whole and only once. */
async function claim(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead holder; false when it is alive. Two may try at once: the renaming lets one of them do it. */
async function dropDead(path: string): Promise<boolean> {
  const text = await read(path);
  if (text === null) return true;
  if (await isAlive(text, path)) return false;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return true;
  }
  // Somebody may have taken it since it was read: then it goes back.
  if ((await read(aside)) !== text) await claim(aside, path);
  await unlink(aside);
  return true;
}

async function isAlive(text: string, path: string): Promise<boolean> {
  let holder: Holder;
  try {
    holder = JSON.parse(text) as Holder;
  } catch {
    return false;
  }
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs < STALE_MS;
  }
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.started === (await startOf(holder.pid));
}

async function keep(path: string, mine: string): Promise<boolean> {
  if ((await read(path)) !== mine) return false;
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
  return true;
}

const read = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

/** Field 22 of /proc/<pid>/stat (proc(5)): tells a process from a later one with its number. */
async function startOf(pid: number): Promise<string> {
  const text = await read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
