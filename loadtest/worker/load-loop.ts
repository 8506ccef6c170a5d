/** A source of messages that runs until it is stopped: open, closed or human. */
export interface LoadLoop {
  /** From now on so many messages a second; an open loop only. */
  setRate?(rate: number): void;
  stop(): void;
}
