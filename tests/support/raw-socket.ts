import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket written by hand, for what no well-behaved client does: not reading, huge frames, nonsense. */
export interface RawSocket {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  readonly isClosed: () => boolean;
  /** Sends one text frame. */
  send(text: string): void;
  sendBinary(bytes: Buffer): void;
  /** Stops reading: whatever the server sends from now on stays unsent there. */
  stopReading(): void;
}

/** Opens `/socket.io` on a node and joins the default namespace as a new guest. Resolves when the server has said welcome. */
export function openRawSocket(port: number): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  let isClosed = false;
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      isClosed = true;
      resolve();
    }),
  );
  const send = (opcode: number, payload: Buffer): void => {
    const mask = randomBytes(4);
    const length =
      payload.length < 126
        ? Buffer.from([0x80 | payload.length])
        : payload.length < 65_536
          ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
          : Buffer.from([
              0x80 | 127,
              0,
              0,
              0,
              0,
              ...[24, 16, 8, 0].map((shift) => (payload.length >>> shift) & 0xff),
            ]);
    const masked = Buffer.from(payload.map((byte, index) => byte ^ mask[index & 3]!));
    socket.write(Buffer.concat([Buffer.from([0x80 | opcode]), length, mask, masked]));
  };
  const raw: RawSocket = {
    socket,
    closed,
    isClosed: () => isClosed,
    send: (text) => send(1, Buffer.from(text)),
    sendBinary: (bytes) => send(2, bytes),
    stopReading() {
      socket.removeAllListeners('data');
      socket.pause();
    },
  };
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n' +
      `Host: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    let text = '';
    let asked = false;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!asked && text.includes('101 Switching')) {
        asked = true;
        raw.send('40{}');
      }
      if (text.includes('"welcome"')) resolve(raw);
    });
    void closed.then(() => reject(new Error('the server closed the connection')));
  });
}
