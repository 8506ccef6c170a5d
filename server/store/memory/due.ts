import type { DueSet } from '../room-store.ts';
import type { MemoryContext } from './context.ts';

/** A claimed room: whose answer counts, and the earliest time that somebody scheduled since. */
interface Lease {
  lease: number;
  wanted: number | null;
}

/** Leases live in the process alone: after a restart every due room is due at once. */
export function createMemoryDue({ state, now, perform, settled }: MemoryContext): DueSet {
  const leases = new Map<string, Lease>();
  let lastLease = 0;
  const { due } = state;

  return {
    async schedule(roomId, at) {
      const leased = leases.get(roomId);
      if (leased) leased.wanted = Math.min(leased.wanted ?? at, at);
      const current = due.get(roomId);
      if (current === undefined || at < current) perform(['due', roomId, at]);
      await settled();
    },
    async claim(limit, leaseMs) {
      const until = now() + leaseMs;
      const claimed = due.dueBy(now(), limit).map((roomId) => {
        lastLease += 1;
        const wanted = leases.get(roomId)?.wanted ?? null;
        leases.set(roomId, { lease: lastLease, wanted: wanted !== null && wanted > now() ? wanted : null });
        // Not an entry: a claim is nothing that a restart should remember.
        due.set(roomId, until);
        return { roomId, lease: lastLease };
      });
      await settled();
      return claimed;
    },
    async release(roomId, lease, next) {
      const leased = leases.get(roomId);
      if (leased?.lease !== lease) return;
      leases.delete(roomId);
      const at = leased.wanted === null ? next : Math.min(leased.wanted, next ?? leased.wanted);
      perform(['due', roomId, at]);
      await settled();
    },
  };
}
