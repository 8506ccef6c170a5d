import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a folder, as its lock file tells. What the system does not tell is null. */
export interface Holder {
  /** Different for every lock that was ever taken. */
  token: string;
  pid: number;
  /** When the process was started, in the kernel's ticks since boot: tells a process from a later one with its number. */
  startTicks: string | null;
  bootId: string | null;
  pidNamespace: string | null;
  host: string;
}

/** What the process table says of a holder; it only speaks of processes of this namespace on this host. */
export type ProcessState = 'alive' | 'dead' | 'unknown';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

function ownPidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** This process as a holder, under a new token. */
export const describeSelf = (): Holder => ({
  token: randomBytes(12).toString('hex'),
  pid: process.pid,
  startTicks: processOf(process.pid)?.startTicks ?? null,
  bootId: read('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
  pidNamespace: ownPidNamespace(),
  host: hostname(),
});

/** The holder that a lock file names; null when the text is none. Locks of 0.1 have a `pid` and no token. */
export function parseHolder(text: string): Holder | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Partial<Record<keyof Holder | 'started', unknown>>;
  if (typeof fields.pid !== 'number') return null;
  const textOf = (field: unknown): string | null =>
    typeof field === 'string' && field !== '' ? field : null;
  return {
    token: textOf(fields.token) ?? '',
    pid: fields.pid,
    startTicks: textOf(fields.startTicks) ?? textOf(fields.started),
    bootId: textOf(fields.bootId),
    pidNamespace: textOf(fields.pidNamespace),
    host: textOf(fields.host) ?? '',
  };
}

/** Asks the process table about a holder. `unknown` where the table is another's, or cannot tell. */
export function stateOfProcess(holder: Holder, self: Holder): ProcessState {
  if (sharesProcessTable(holder, self)) return stateInTable(holder);
  // A lock of 0.1 tells no namespace: a process that fits is its holder; if there is none, it may be elsewhere.
  return holder.token === '' && stateInTable(holder) !== 'dead' ? 'alive' : 'unknown';
}

function sharesProcessTable(holder: Holder, self: Holder): boolean {
  if (self.bootId !== null && self.pidNamespace !== null)
    return holder.bootId === self.bootId && holder.pidNamespace === self.pidNamespace;
  return process.platform !== 'linux' && holder.bootId === null && holder.host === self.host;
}

function stateInTable({ pid, startTicks }: Holder): ProcessState {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'dead';
  }
  if (startTicks === null) return 'unknown';
  const found = processOf(pid);
  if (found === null) return 'unknown';
  return found.startTicks === startTicks && !found.hasEnded ? 'alive' : 'dead';
}

/**
 * Fields 3 (state) and 22 (start time) of `/proc/<pid>/stat` (proc(5)), counted after the name, which may hold spaces. A zombie
 * has ended: only its parent has not asked yet. Null where there is no /proc.
 */
function processOf(pid: number): { startTicks: string; hasEnded: boolean } | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { startTicks: fields[19] ?? '', hasEnded: fields[0] === 'Z' || fields[0] === 'X' };
}
