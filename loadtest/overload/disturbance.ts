import type { Fleet } from '../nodes/fleet.ts';
import type { DisturbanceKind } from './levels.ts';

/** Begins a disturbance of the fleet; the returned function ends it. Throws where it cannot be done. */
export function disturb(kind: DisturbanceKind, fleet: Fleet): () => void {
  switch (kind) {
    case 'hog':
      if (fleet.limit === undefined)
        throw new Error('a hog needs servers that are held to a share of a core');
      return fleet.limit.hog();
    case 'stalled-store':
      return stop(pidsOfStore(fleet));
  }
}

/**
 * Redis, or the servers themselves: the in-process store writes its journal synchronously in the only thread there is, so that a
 * disk which holds a write up holds the whole process up, as a stop signal does.
 */
const pidsOfStore = (fleet: Fleet): number[] => (fleet.storePids.length > 0 ? fleet.storePids : fleet.pids());

function stop(pids: readonly number[]): () => void {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
}
