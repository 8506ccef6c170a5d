import type { FrameWriter } from '../fast-path/frame-writer.ts';
import type { Client } from './client.ts';
import type { Frame } from './frame.ts';

/** Puts frames on connections, and ends those that do not read them. */
export interface SocketWriter {
  send(client: Client, frame: Frame): void;
}

/** A {@link SocketWriter} that also bounds what the library writes by itself. */
export interface BoundedWriter extends SocketWriter {
  /** Puts Socket.IO packets on a connection in one write. */
  sendAll(client: Client, packets: readonly string[]): void;
  /** Ends the connection if its reader lags. */
  check(client: Client): void;
}

/**
 * `onSlow` is called once for a connection whose reader lags by more than `unsentBytes`, right before it is cut. Others
 * never wait for it: what it has not read is dropped with it, and it catches up by `sync`.
 */
export function createSocketWriter(
  frames: FrameWriter,
  unsentBytes: number,
  onSlow: (client: Client, bytes: number) => void,
): BoundedWriter {
  /** Between the cut and the close, more may be written. */
  const cutting = new WeakSet<Client>();

  function cut(client: Client, unsent: number): void {
    const { conn } = client.socket;
    if (cutting.has(client)) return;
    cutting.add(client);
    onSlow(client, unsent);
    frames.cut(conn);
  }

  return {
    send(client, frame) {
      const unsent = frames.write(client.socket.conn, frame);
      if (unsent > unsentBytes) cut(client, unsent);
    },
    sendAll(client, packets) {
      const unsent = frames.writeAll(client.socket.conn, packets);
      if (unsent > unsentBytes) cut(client, unsent);
    },
    check(client) {
      const unsent = frames.unsent(client.socket.conn);
      if (unsent > unsentBytes) cut(client, unsent);
    },
  };
}
