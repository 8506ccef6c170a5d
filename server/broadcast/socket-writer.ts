import type { Client } from './client.ts';
import type { Frame } from './frame.ts';
import { directSocketOf, writeWhole } from '../fast-path/socket-internals.ts';

/** Puts frames on connections, and ends those that do not read them. */
export interface SocketWriter {
  send(client: Client, frame: Frame): void;
}

/** What is used of engine.io's socket besides its public `write`. */
interface Engine {
  writeBuffer: unknown[];
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } };
  close(discard: boolean): void;
}

/**
 * A finished frame goes straight to the TCP socket in one write: engine.io's packets, buffers and events cost as much again. Before
 * and during an upgrade, on other transports, and without `isDirect`, the library writes it.
 *
 * `onSlow` is called once for a connection whose reader lags by more than `unsentBytes`, right before it is cut. Others
 * never wait for it: what it has not read is dropped with it, and it catches up by `sync`.
 */
export function createSocketWriter(
  unsentBytes: number,
  onSlow: (client: Client, bytes: number) => void,
  isDirect = true,
): SocketWriter {
  function cut(client: Client, unsent: number): void {
    const engine = client.socket.conn as unknown as Engine;
    onSlow(client, unsent);
    // A goodbye would queue behind everything that is not read.
    const { socket } = engine.transport;
    if (socket?.terminate) socket.terminate();
    else engine.close(true);
  }

  function sendByLibrary(client: Client, frame: Frame): void {
    const { conn } = client.socket;
    if (conn.readyState !== 'open') return;
    conn.write(frame.text, frame.options);
    const engine = conn as unknown as Engine;
    if (engine.writeBuffer.length === 0) {
      client.unsentBytes = 0;
      return;
    }
    client.unsentBytes += frame.bytes;
    const unsent = client.unsentBytes + (engine.transport.socket?.bufferedAmount ?? 0);
    if (unsent > unsentBytes) cut(client, unsent);
  }

  return {
    send(client, frame) {
      const socket = isDirect ? directSocketOf(client.socket.conn) : undefined;
      if (!socket) {
        sendByLibrary(client, frame);
        return;
      }
      const unsent = writeWhole(socket, frame.wire);
      if (unsent > unsentBytes) cut(client, unsent);
    },
  };
}
