import { asciiJson, clientFrame, TEXT } from './frame.ts';
import { openLink } from './link.ts';
import { integerAt } from './scan.ts';
import type { Target } from './target.ts';

/** A Socket.IO 4 session over one raw WebSocket: packets by hand, no reconnecting, no buffering. */
export interface Session {
  /** Sends `name` with a payload that is already ASCII JSON; `onAnswer` gets the answer's JSON text. */
  send(name: string, payload: string, onAnswer: OnAnswer): void;
  drop(): void;
  readonly open: boolean;
  /** Commands without an answer yet. */
  readonly waiting: number;
}

/** `answer` is the JSON of the acknowledgement's only argument, decoded as latin1 (see {@link utf8}). */
type OnAnswer = (answer: string) => void;

export interface SessionHandlers {
  /** The server took the namespace connection; a `welcome` follows as an event where the server sends one. */
  onConnected(): void;
  /** An event packet's text from the `[` on, `["name",…]`, as latin1. */
  onEvent(text: string): void;
  /** Called once, also when the server refuses the handshake (`code` is then that of docs/protocol.md). */
  onClosed(reason: string, code?: string): void;
}

export interface SessionOptions {
  /** Sent with the namespace connection (`handshake.auth`). */
  auth?: Record<string, string>;
  /** Sent in the address (`handshake.query`). */
  query?: Record<string, string>;
}

/** Frames are read as latin1, because most of what they hold is ASCII; where text matters it is decoded again. */
export const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

const PONG_FRAME = clientFrame('3');

export function openSession(target: Target, options: SessionOptions, handlers: SessionHandlers): Session {
  const waiting = new Map<number, OnAnswer>();
  let nextId = 0;
  let closed = false;

  const query = new URLSearchParams({ EIO: '4', transport: 'websocket', ...options.query });
  const link = openLink(target, `/socket.io/?${query.toString()}`, {
    onOpen: () => undefined,
    onFrame: (opcode, bytes, start, end) => {
      if (opcode === TEXT) take(bytes.toString('latin1', start, end));
    },
    onClosed: (reason) => finish(reason),
  });

  function finish(reason: string, code?: string): void {
    if (closed) return;
    closed = true;
    link.drop();
    handlers.onClosed(reason, code);
  }

  function take(packet: string): void {
    switch (packet.charCodeAt(0)) {
      case 0x34: // message
        takeMessage(packet);
        break;
      case 0x32: // ping
        link.send(PONG_FRAME);
        break;
      case 0x30: // open
        link.send(clientFrame(options.auth === undefined ? '40' : `40${asciiJson(options.auth)}`));
        break;
      case 0x31: // close
        finish('closed by the server');
        break;
    }
  }

  function takeMessage(packet: string): void {
    switch (packet.charCodeAt(1)) {
      case 0x33: {
        // acknowledgement: 43<id>[<answer>]
        const id = integerAt(packet, 2);
        const onAnswer = waiting.get(id);
        waiting.delete(id);
        onAnswer?.(packet.slice(packet.indexOf('[') + 1, -1));
        break;
      }
      case 0x32:
        handlers.onEvent(packet.slice(2));
        break;
      case 0x30:
        handlers.onConnected();
        break;
      case 0x31:
        finish('disconnected by the server');
        break;
      case 0x34: {
        const error = JSON.parse(utf8(packet.slice(2))) as { message?: string; data?: { code?: string } };
        finish(`refused: ${error.message ?? 'no reason'}`, error.data?.code);
        break;
      }
    }
  }

  return {
    send(name, payload, onAnswer) {
      const id = nextId++;
      waiting.set(id, onAnswer);
      link.send(clientFrame(`42${id}["${name}",${payload}]`));
    },
    drop() {
      closed = true;
      link.drop();
    },
    get open() {
      return !closed && link.open;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
