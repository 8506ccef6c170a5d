import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { CLOSE, clientFrame, createFrameReader, PING, PONG, type OnFrame } from './frame.ts';
import type { Target } from './target.ts';

/** One raw WebSocket connection. */
export interface Link {
  /** Writes whole frames, latin1 text made by `clientFrame`. Ignored once closed. */
  send(frames: string): void;
  /**
   * Ends the connection at once with a reset: what a lost network looks like, and it leaves no port in TIME_WAIT, of
   * which ten thousand dropped players would use up a third.
   */
  drop(): void;
  readonly open: boolean;
}

export interface LinkHandlers {
  onOpen(): void;
  onFrame: OnFrame;
  /** Called once; `reason` is for people. */
  onClosed(reason: string): void;
}

/** All sockets read into this one: a read and its callback happen in one go, so it is never shared in time. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

/** A constant: the answer's hash is not checked, since nothing between this client and its own server could fake it. */
const KEY = 'Y2l0eXJhY2UgbG9hZCB0ZQ==';

/** Opens a WebSocket at `path` of `target`, with optional further request headers. */
export function openLink(
  target: Target,
  path: string,
  handlers: LinkHandlers,
  headers: Record<string, string> = {},
): Link {
  let upgraded = false;
  let closed = false;
  let head = '';

  const reader = createFrameReader((opcode, bytes, start, end) => {
    if (opcode === PING) socket.write(clientFrame(bytes.toString('latin1', start, end), PONG), 'latin1');
    else if (opcode === CLOSE) finish(`closed by the server (${closeCode(bytes, start, end)})`);
    else handlers.onFrame(opcode, bytes, start, end);
  });

  function finish(reason: string): void {
    if (closed) return;
    closed = true;
    socket.destroy();
    handlers.onClosed(reason);
  }

  function take(bytes: Buffer, length: number): void {
    if (closed) return;
    if (upgraded) {
      reader.push(bytes, 0, length);
      return;
    }
    head += bytes.toString('latin1', 0, length);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = head.slice(9, 12);
    if (status !== '101') {
      finish(`upgrade refused with ${status}: ${head.slice(end + 4, end + 204)}`);
      return;
    }
    upgraded = true;
    handlers.onOpen();
    const early = Buffer.from(head.slice(end + 4), 'latin1');
    head = '';
    if (early.length > 0) reader.push(early, 0, early.length);
  }

  const socket = dial(target, take);
  socket.setNoDelay(true);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
    'latin1',
  );
  socket.on('error', (error) => finish(error.message));
  socket.on('close', () => finish('connection lost'));

  return {
    send(frames) {
      if (!closed) socket.write(frames, 'latin1');
    },
    drop() {
      if (closed) return;
      closed = true;
      socket.resetAndDestroy();
    },
    get open() {
      return upgraded && !closed;
    },
  };
}

function dial(target: Target, take: (bytes: Buffer, length: number) => void): Socket {
  const { host, port } = target;
  if (target.secure) {
    const socket = connectTls({ host, port, servername: host });
    socket.on('data', (bytes: Buffer) => take(bytes, bytes.length));
    return socket;
  }
  return connectPlain({
    host,
    port,
    onread: {
      buffer: shared,
      callback: (length, bytes) => {
        take(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes), length);
        return true;
      },
    },
  });
}

const closeCode = (bytes: Buffer, start: number, end: number): string =>
  end - start >= 2
    ? `${bytes.readUInt16BE(start)} ${bytes.toString('latin1', start + 2, end)}`.trim()
    : 'no code';
