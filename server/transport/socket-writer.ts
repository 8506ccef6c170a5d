import type { Client } from './client.ts';
import type { Frame } from './frame.ts';

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
 * `onSlow` is called once for a connection whose reader lags by more than `unsentBytes`, right before it is cut. Others
 * never wait for it: what it has not read is dropped with it, and it catches up by `sync`.
 */
export function createSocketWriter(
  unsentBytes: number,
  onSlow: (client: Client, bytes: number) => void,
): SocketWriter {
  return {
    send(client, frame) {
      const { conn } = client.socket;
      if (conn.readyState !== 'open') return;
      conn.write(frame.text, frame.options);
      const engine = conn as unknown as Engine;
      if (engine.writeBuffer.length === 0) {
        client.unsentBytes = 0;
        return;
      }
      client.unsentBytes += frame.bytes;
      const { socket } = engine.transport;
      const unsent = client.unsentBytes + (socket?.bufferedAmount ?? 0);
      if (unsent <= unsentBytes) return;
      onSlow(client, unsent);
      // A goodbye would queue behind everything that is not read.
      if (socket?.terminate) socket.terminate();
      else engine.close(true);
    },
  };
}
