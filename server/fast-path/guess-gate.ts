/** Refuses guesses of connections before they are read whole. */
export interface GuessGate<S> {
  /** Whether the next guess of this connection is refused anyway. Asked for every message: it must cost nothing. */
  isClosedTo(socket: S): boolean;
  /** These were not taken, from `sinceMs` (`performance.now()`) on: they are to be acknowledged under these numbers. */
  refuse(socket: S, ids: readonly number[], sinceMs: number): void;
}
