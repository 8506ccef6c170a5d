import { asciiJson, clientFrame, TEXT } from './websocket-frame.ts';
import { RawWebSocket } from './websocket.ts';
import { PendingRequests } from './pending-requests.ts';
import { integerAt } from './json-scan.ts';
import type { Target } from './target.ts';

/** `answer` is the JSON of the acknowledgement's only argument, decoded as latin1 (see {@link utf8}). */
type OnAnswer = (answer: string) => void;

export interface SocketIoHandlers {
  /** The server took the namespace connection; a `welcome` follows as an event where the server sends one. */
  onConnected(): void;
  /** An event packet's text from the `[` on, `["name",…]`, as latin1. */
  onEvent(text: string): void;
  /** Called once, also when the server refuses the handshake (`code` and `retryAfterMs` are then those of docs/protocol.md). */
  onClosed(reason: string, code?: string, retryAfterMs?: number): void;
}

export interface SocketIoOptions {
  /** Sent with the namespace connection (`handshake.auth`). */
  auth?: Record<string, string>;
  /** Sent in the address (`handshake.query`). */
  query?: Record<string, string>;
}

/** Frames are read as latin1, because most of what they hold is ASCII; where text matters it is decoded again. */
export const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

const PONG_FRAME = clientFrame('3');

/** A Socket.IO 4 client over one raw WebSocket: packets by hand, no reconnecting, no buffering. */
export class SocketIoClient {
  readonly #socket: RawWebSocket;
  readonly #options: SocketIoOptions;
  readonly #handlers: SocketIoHandlers;
  readonly #pending = new PendingRequests<OnAnswer>();
  #nextId = 0;
  #closed = false;

  constructor(target: Target, options: SocketIoOptions, handlers: SocketIoHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    const query = new URLSearchParams({ EIO: '4', transport: 'websocket', ...options.query });
    this.#socket = new RawWebSocket(target, `/socket.io/?${query.toString()}`, {
      onOpen: () => undefined,
      onFrame: (opcode, bytes, start, end) => {
        if (opcode === TEXT) this.#take(bytes.toString('latin1', start, end));
      },
      onClosed: (reason) => this.#finish(reason),
    });
  }

  get open(): boolean {
    return !this.#closed && this.#socket.open;
  }

  /** Sends `name` with a payload that is already ASCII JSON; `onAnswer` gets the answer's JSON text. */
  send(name: string, payload: string, onAnswer: OnAnswer): void {
    const id = this.#nextId++;
    this.#pending.put(id, onAnswer);
    this.#socket.send(clientFrame(`42${id}["${name}",${payload}]`));
  }

  drop(): void {
    this.#closed = true;
    this.#socket.drop();
  }

  #finish(reason: string, code?: string, retryAfterMs?: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.drop();
    this.#handlers.onClosed(reason, code, retryAfterMs);
  }

  #take(packet: string): void {
    switch (packet.charCodeAt(0)) {
      case 0x34: // message
        this.#takeMessage(packet);
        break;
      case 0x32: // ping
        this.#socket.send(PONG_FRAME);
        break;
      case 0x30: // open
        this.#connect();
        break;
      case 0x31: // close
        this.#finish('closed by the server');
        break;
    }
  }

  #connect(): void {
    const { auth } = this.#options;
    this.#socket.send(clientFrame(auth === undefined ? '40' : `40${asciiJson(auth)}`));
  }

  #takeMessage(packet: string): void {
    switch (packet.charCodeAt(1)) {
      case 0x33: // acknowledgement: 43<id>[<answer>]
        this.#pending.take(integerAt(packet, 2))?.(packet.slice(packet.indexOf('[') + 1, -1));
        break;
      case 0x32:
        this.#handlers.onEvent(packet.slice(2));
        break;
      case 0x30:
        this.#handlers.onConnected();
        break;
      case 0x31:
        this.#finish('disconnected by the server');
        break;
      case 0x34: {
        const error = JSON.parse(utf8(packet.slice(2))) as {
          message?: string;
          data?: { code?: string; retryAfterMs?: number };
        };
        this.#finish(`refused: ${error.message ?? 'no reason'}`, error.data?.code, error.data?.retryAfterMs);
        break;
      }
    }
  }
}
