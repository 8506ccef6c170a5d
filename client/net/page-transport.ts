import type { Transport } from '../../shared/client/transport.ts';

/** The page's way to the server: opened when a room is entered, and steered to it. Its real one is `socket.ts`. */
export interface PageTransport extends Transport {
  /** The room to name in the next handshakes, so that a balancer can bring its players together. */
  steer(roomId: string | null): void;
  /** Connects if it has not yet. */
  open(): void;
  close(): void;
  /** Leaves a connection that does not answer for another one; nothing where it is closed. */
  reconnect(): void;
}
