import type { Player } from '../virtual-user/player.ts';

/** How often gaps are looked for, and how old one has to be before it is asked about (docs/protocol.md, Events). */
const CHECK_MS = 100;
const GAP_MS = 300;

/** Asks with `sync` for the events that a gap hides, for every member, until it is stopped. */
export function syncGaps(members: readonly Player[]): { stop(): void } {
  const timer = setInterval(() => {
    const before = performance.now() - GAP_MS;
    for (const member of members) {
      const since = member.sequence.gapSince;
      if (since > 0 && since < before && member.open) member.sync();
    }
  }, CHECK_MS);
  return { stop: () => clearInterval(timer) };
}
