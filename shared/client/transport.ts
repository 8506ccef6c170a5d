import type { Commands } from '../commands.ts';
import type { Ack, Answers, CommandName, RoomEvent, Welcome } from '../messages.ts';

/** What a connection tells those who listen to it. */
export interface TransportListener {
  connected?(): void;
  disconnected?(): void;
  /** A handshake was refused (`bad_origin`, `rate_limited`, `overloaded`, `draining`, `unavailable`), or nobody answered (''). */
  refused?(code: string): void;
  welcome?(message: Welcome): void;
  events?(roomId: string, events: RoomEvent[]): void;
  heartbeat?(roomId: string, seq: number): void;
  superseded?(roomId: string): void;
}

/** The way to the server: everything else here is built on it, so that a test or another socket can take its place. */
export interface Transport {
  readonly connected: boolean;
  /**
   * Sends a command and waits at most `timeoutMs` for its answer. `null`: not sent, the connection went, or no answer in
   * time; it may or may not have been carried out.
   */
  send<Name extends CommandName>(
    name: Name,
    payload: Commands[Name],
    timeoutMs?: number,
  ): Promise<Ack<Answers[Name]> | null>;
  /** Returns the function that stops listening. */
  listen(listener: TransportListener): () => void;
}
