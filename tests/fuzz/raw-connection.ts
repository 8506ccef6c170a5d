import { connect } from 'node:net';
import { createFrameReader } from '../../loadtest/raw-client/websocket-frame.ts';
import { CLOSE, frameOf, TEXT } from './frame.ts';

/** A WebSocket to a node that writes whatever bytes it is given, and keeps nothing of what comes but what it is asked for. */
export interface RawConnection {
  readonly isClosed: boolean;
  /** What the server said when it closed. */
  readonly reason: string;
  /** Resolves when the bytes have left. */
  write(bytes: Buffer): Promise<void>;
  /** Resolves true once a text arrives that begins so, false when the connection is closed before. */
  until(beginning: string): Promise<boolean>;
  /** Ends this side; the server has read everything when it ends its own, and this resolves. */
  close(): Promise<void>;
}

const KEY = 'Y2l0eXJhY2UgbG9hZCB0ZQ==';
/** A server that answers nothing for so long does not answer. */
const PATIENCE_MS = 60_000;

/** Connects, joins the default namespace as the holder of `token`, and resolves when the server has said welcome or has closed. */
export async function openRawConnection(
  port: number,
  options: { token?: string; random: () => number; onText: (text: string) => void },
): Promise<RawConnection> {
  const { token, random, onText } = options;
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let isClosed = false;
  let reason = 'nothing';
  let head: string | null = '';
  const waiting = new Set<(text: string | null) => void>();
  const tell = (text: string | null): void => {
    for (const listener of [...waiting]) listener(text);
  };
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      isClosed = true;
      tell(null);
      resolve();
    }),
  );
  // The server may close while we write.
  socket.on('error', () => socket.destroy());
  const reader = createFrameReader((opcode, bytes, start, end) => {
    if (opcode === CLOSE) reason = `closed with ${bytes.toString('hex', start, end)}`;
    if (opcode !== TEXT) return;
    const text = bytes.toString('utf8', start, end);
    onText(text);
    tell(text);
  });
  socket.on('data', (chunk) => {
    if (head === null) {
      reader.push(chunk, 0, chunk.length);
      return;
    }
    head += chunk.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const rest = Buffer.from(head.slice(end + 4), 'latin1');
    head = null;
    reader.push(rest, 0, rest.length);
  });

  const connection: RawConnection = {
    get isClosed() {
      return isClosed;
    },
    get reason() {
      return reason;
    },
    write: (bytes) =>
      new Promise((resolve) => {
        if (isClosed) resolve();
        else socket.write(bytes, () => resolve());
      }),
    until(beginning) {
      if (isClosed) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        const finish = (answer: boolean): void => {
          clearTimeout(timer);
          waiting.delete(listener);
          resolve(answer);
        };
        const listener = (text: string | null): void => {
          if (text === null) finish(false);
          else if (text.startsWith(beginning)) finish(true);
        };
        const timer = setTimeout(() => {
          waiting.delete(listener);
          reject(new Error(`the server sent no ${beginning}`));
        }, PATIENCE_MS);
        waiting.add(listener);
      });
    },
    async close() {
      socket.end();
      const timer = setTimeout(() => socket.destroy(new Error('the server does not close')), PATIENCE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
      `Upgrade: websocket\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  if (!(await connection.until('0{'))) return connection;
  const welcomed = connection.until('42["welcome"');
  await connection.write(frameOf(`40${JSON.stringify(token === undefined ? {} : { token })}`, random));
  await welcomed;
  return connection;
}
