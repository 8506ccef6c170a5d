import type { Commands } from '../../shared/commands.ts';
import type { Ack, Answers, CommandName, RoomEvent, Welcome } from '../../shared/messages.ts';

/** What a connection tells the app. */
export interface TransportListener {
  connected?(): void;
  /** Lost; the transport goes on trying by itself. */
  disconnected?(): void;
  /** A handshake was refused (`bad_origin`, `rate_limited`, `draining`, `unavailable`) or nobody answered (''). */
  refused?(code: string): void;
  welcome?(message: Welcome): void;
  events?(roomId: string, events: RoomEvent[]): void;
  heartbeat?(roomId: string, seq: number): void;
  superseded?(roomId: string): void;
}

/** The way to the server. Its real one is `socket.ts`; tests bring their own. */
export interface Transport {
  readonly connected: boolean;
  /**
   * Sends a command and waits at most `timeoutMs` for its answer. `null`: not sent, or no answer in time: it may or may
   * not have been done.
   */
  send<N extends CommandName>(
    name: N,
    payload: Commands[N],
    timeoutMs?: number,
  ): Promise<Ack<Answers[N]> | null>;
  /** Returns the function that stops listening. */
  listen(listener: TransportListener): () => void;
  /** The room to name in the next handshakes, so that a balancer can bring its players together. */
  steer(roomId: string | null): void;
  /** Connects if it has not yet. */
  open(): void;
  close(): void;
}
