/** A source of messages that runs until it is stopped: open, closed or human. */
export interface LoadLoop {
  stop(): void;
}
