/** A node's own clocks. Times that rooms know come from the store; these measure waits and rates on this node. */
export interface Clock {
  /** Milliseconds from an arbitrary start, never backwards. */
  elapsed: () => number;
}

export const createClock = (): Clock => ({ elapsed: () => performance.now() });

/** The sources of time, for tests. */
interface Sources {
  /** Epoch ms, as the system's clock is set. */
  wall: () => number;
  /** Ms that never go backwards, whatever happens to the system's clock. */
  monotonic: () => number;
}

const SYSTEM: Sources = { wall: () => Date.now(), monotonic: () => performance.now() };

/**
 * Epoch ms that run on evenly from the system's time at this moment, however that is set later: for a node whose store has the
 * true time, and which measures by this clock how far it is off.
 */
export function createMonotonicEpoch({ wall, monotonic }: Sources = SYSTEM): () => number {
  const origin = wall() - monotonic();
  return () => origin + monotonic();
}

/**
 * Epoch ms (whole) that follow the system's clock forwards, and run on evenly when it is set back, until it has caught up: for a
 * store that is its own time. To stand still instead would stop every game's time.
 */
export function createSteadyClock({ wall, monotonic }: Sources = SYSTEM): () => number {
  let now = wall();
  let readAt = monotonic();
  return () => {
    const elapsed = monotonic();
    now = Math.max(wall(), now + elapsed - readAt);
    readAt = elapsed;
    return Math.floor(now);
  };
}
