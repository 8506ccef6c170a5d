/** A find that still shows on the map as just made. */
export interface FreshFind {
  id: number;
  /** Tells two announcements of the same city apart. */
  key: number;
  at: number;
  /** False when finds come too fast for rings: the dot only fades in. */
  rings: boolean;
}

/** How long a fresh find keeps its label and its chevron. */
export const LABEL_MS = 2400;
/** More finds than this within a second get no rings. */
const CALM = 6;

/** The fresh finds after `ids` were announced at `now` (ms); older ones of the same cities give way. */
export function announce(fresh: readonly FreshFind[], ids: readonly number[], now: number): FreshFind[] {
  const current = expire(fresh, now).filter(({ id }) => !ids.includes(id));
  const recent = current.filter(({ at }) => now - at < 1000).length;
  let key = fresh.reduce((most, find) => Math.max(most, find.key), 0);
  const added = ids.map((id) => ({ id, key: (key += 1), at: now, rings: recent + ids.length <= CALM }));
  return [...current, ...added];
}

/** Those that are still fresh at `now`. */
export function expire(fresh: readonly FreshFind[], now: number): FreshFind[] {
  return fresh.filter(({ at }) => now - at < LABEL_MS);
}

/** ms from `now` until the next one stops being fresh, null when none is. */
export function nextExpiry(fresh: readonly FreshFind[], now: number): number | null {
  if (fresh.length === 0) return null;
  return Math.max(0, Math.min(...fresh.map(({ at }) => at)) + LABEL_MS - now);
}
