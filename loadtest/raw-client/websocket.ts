import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  CLOSE,
  clientFrame,
  createFrameReader,
  PING,
  PONG,
  type FrameReader,
  type OnFrame,
} from './websocket-frame.ts';
import type { Target } from './target.ts';

export interface WebSocketHandlers {
  onOpen(): void;
  onFrame: OnFrame;
  /** Called once; `reason` is for people. */
  onClosed(reason: string): void;
}

/** All sockets read into this one: a read and its callback happen in one go, so it is never shared in time. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

/** A constant: the answer's hash is not checked, since nothing between this client and its own server could fake it. */
const KEY = 'Y2l0eXJhY2UgbG9hZCB0ZQ==';

/**
 * One raw WebSocket connection. A class, as all of which a run holds a thousand: accessors of an object literal would execute
 * each object a shape of its own, and the engine would look every property up.
 */
export class RawWebSocket {
  readonly #socket: Socket;
  readonly #handlers: WebSocketHandlers;
  readonly #reader: FrameReader;
  #head = '';
  #upgraded = false;
  #closed = false;

  /** Opens a WebSocket at `path` of `target`, with optional further request headers. */
  constructor(
    target: Target,
    path: string,
    handlers: WebSocketHandlers,
    headers: Record<string, string> = {},
  ) {
    this.#handlers = handlers;
    this.#reader = createFrameReader((opcode, bytes, start, end) => this.#onFrame(opcode, bytes, start, end));
    this.#socket = dial(target, (bytes, length) => this.#take(bytes, length));
    this.#socket.setNoDelay(true);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
      'latin1',
    );
    this.#socket.on('error', (error) => this.#finish(error.message));
    this.#socket.on('close', () => this.#finish('connection lost'));
  }

  get open(): boolean {
    return this.#upgraded && !this.#closed;
  }

  /** Writes whole frames, latin1 text made by `clientFrame`. Ignored once closed. */
  send(frames: string): void {
    if (!this.#closed) this.#socket.write(frames, 'latin1');
  }

  /**
   * Ends the connection at once with a reset: what a lost network looks like, and it leaves no port in TIME_WAIT, of
   * which ten thousand dropped players would use up a third.
   */
  drop(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.resetAndDestroy();
  }

  #onFrame(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === PING) this.send(clientFrame(bytes.toString('latin1', start, end), PONG));
    else if (opcode === CLOSE) this.#finish(`closed by the server (${closeCode(bytes, start, end)})`);
    else this.#handlers.onFrame(opcode, bytes, start, end);
  }

  #finish(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    this.#handlers.onClosed(reason);
  }

  #take(bytes: Buffer, length: number): void {
    if (this.#closed) return;
    if (this.#upgraded) this.#reader.push(bytes, 0, length);
    else this.#upgrade(bytes, length);
  }

  #upgrade(bytes: Buffer, length: number): void {
    this.#head += bytes.toString('latin1', 0, length);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = this.#head.slice(9, 12);
    if (status !== '101') {
      this.#finish(`upgrade refused with ${status}: ${this.#head.slice(end + 4, end + 204)}`);
      return;
    }
    this.#upgraded = true;
    this.#handlers.onOpen();
    const early = Buffer.from(this.#head.slice(end + 4), 'latin1');
    this.#head = '';
    if (early.length > 0) this.#reader.push(early, 0, early.length);
  }
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
