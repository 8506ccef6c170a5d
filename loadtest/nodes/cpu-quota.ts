import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onceKilled } from './kill-on-exit.ts';

/** A control group whose processes together may use a share of one core, and no more. */
export interface QuotaGroup {
  /** For people. */
  readonly kind: string;
  /** Moves a process with all its threads into the group. */
  add(pid: number): void;
  /** Removes the group, once its processes have ended. */
  remove(): void;
}

/**
 * The period over which the share is granted, µs. The usual 100,000 would stop a server at a third of a core for 70 ms of each
 * 100, which would be measured as its answer time.
 */
const PERIOD_US = 10_000;
/** The kernel grants no less than this, µs. */
const LEAST_US = 1000;

let made = 0;

/**
 * Makes a group for `share` of a core (above 0, up to 1), version 1 or 2 (cgroups(7)); undefined where that is not possible or not
 * allowed. `proc` is where the kernel says what there is.
 */
export function createQuotaGroup(share: number, proc = '/proc'): QuotaGroup | undefined {
  const quotaUs = Math.max(LEAST_US, Math.round(share * PERIOD_US));
  const periodUs = Math.round(quotaUs / share);
  for (const at of groupsOf(proc)) {
    const group = createGroup(at, (folder) => {
      if (at.version === 1) {
        writeFileSync(join(folder, 'cpu.cfs_period_us'), String(periodUs));
        writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quotaUs));
      } else {
        if (!existsSync(join(folder, 'cpu.max')))
          writeFileSync(join(at.path, 'cgroup.subtree_control'), '+cpu');
        writeFileSync(join(folder, 'cpu.max'), `${quotaUs} ${periodUs}`);
      }
    });
    if (group !== undefined) return group;
  }
  return undefined;
}

interface Parent {
  version: 1 | 2;
  /** The folder of a group that this process may be in. */
  path: string;
}

/** Makes a group below `parent` and sets it up; undefined, and nothing left behind, where that is refused. */
function createGroup({ version, path }: Parent, setUp: (folder: string) => void): QuotaGroup | undefined {
  // Not a control group: a folder made here would be one like any other.
  if (!existsSync(join(path, 'cgroup.procs'))) return undefined;
  const folder = join(path, `cityrace-load-${process.pid}-${made++}`);
  const remove = (): boolean => {
    try {
      rmdirSync(folder);
    } catch {
      return !existsSync(folder);
    }
    return true;
  };
  try {
    mkdirSync(folder);
    setUp(folder);
  } catch {
    remove();
    return undefined;
  }
  const forget = onceKilled(remove);
  return {
    kind: `CPU quota (control group, version ${version})`,
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    remove() {
      if (remove()) forget();
    },
  };
}

/** Where a group could be made: below this process's own, and with version 2 beside it, where one that holds processes hands nothing on. */
function groupsOf(proc: string): Parent[] {
  const mounts = fieldsOf(join(proc, 'self/mounts'), ' ');
  const memberships = fieldsOf(join(proc, 'self/cgroup'), ':');
  const groups: Parent[] = [];
  for (const [, mount, type, options] of mounts) {
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    const controllers = type === 'cgroup' ? (options ?? '').split(',') : [];
    if (type === 'cgroup' && !controllers.includes('cpu')) continue;
    const own = memberships.find(([, names = '']) =>
      type === 'cgroup' ? names.split(',').includes('cpu') : names === '',
    );
    if (mount === undefined || own === undefined) continue;
    const inside = own.slice(2).join(':');
    groups.push({ version: type === 'cgroup' ? 1 : 2, path: join(mount, inside) });
    if (type === 'cgroup2' && inside !== '/') groups.push({ version: 2, path: join(mount, dirname(inside)) });
  }
  return groups;
}

function fieldsOf(file: string, separator: string): string[][] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split(separator));
  } catch {
    return [];
  }
}
