import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { parseHolder, type Holder } from './holder.ts';

/** A lock file as somebody found it. */
export interface SeenLock {
  /** Null when the text names nobody. */
  holder: Holder | null;
  /** Changes whenever the holder says that it lives: the text and the time of its writing, compared, never measured. */
  signature: string;
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** The lock at `path`; null when there is none. Throws when it cannot be read. */
export function readLock(path: string): SeenLock | null {
  try {
    const text = readFileSync(path, 'utf8');
    return { holder: parseHolder(text), signature: `${statSync(path).mtimeMs} ${text}` };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Makes the lock file, and answers it opened for {@link writeSign}; null when there is one already. The name appears with its
 * content, by a link from a finished file; where the file system has no links, an empty file may be seen for a moment.
 */
export function claim(path: string, holder: Holder): number | null {
  const draft = `${path}.${holder.token}`;
  const file = openSync(draft, 'wx+', 0o600);
  try {
    writeSign(file, holder, 0);
    linkSync(draft, path);
    return file;
  } catch (error) {
    closeSync(file);
    if (isCode(error, 'EEXIST')) return null;
    if (isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) return claimWithoutLink(path, holder);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function claimWithoutLink(path: string, holder: Holder): number | null {
  try {
    const file = openSync(path, 'wx+', 0o600);
    writeSign(file, holder, 0);
    return file;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return null;
    throw error;
  }
}

/**
 * Writes the `count`th sign of life into the opened lock file: always as many bytes, so that no reader sees half of it, and by
 * the open file, so that it never goes into a lock that somebody else has put in its place.
 */
export function writeSign(file: number, holder: Holder, count: number): void {
  writeSync(file, JSON.stringify({ ...holder, signs: String(count).padStart(12, '0') }), 0);
}

/**
 * Removes a lock whose holder is gone, if it still is as it was seen. Several may try: one gets the file, and whoever finds that
 * it has another one puts it back.
 */
export function removeSeen(path: string, seen: SeenLock, self: Holder): void {
  const aside = `${path}.${self.token}.aside`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (readLock(aside)?.signature !== seen.signature) putBack(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return;
    renameSync(aside, path);
  }
}
