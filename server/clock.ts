/** A node's own clocks. Times that rooms know come from the store; these measure waits and rates on this node. */
export interface Clock {
  /** Milliseconds from an arbitrary start, never backwards. */
  elapsed: () => number;
}

export const createClock = (): Clock => ({ elapsed: () => performance.now() });
