import { isUtf8 } from 'node:buffer';
import type { Socket as NetSocket } from 'node:net';

/**
 * The one place that knows what lies beneath a Socket.IO connection: engine.io's socket, its `ws`, and the TCP socket. Whatever of
 * it a release no longer has, the functions here answer undefined or false, and the callers take the public way
 * (tests/unit/server/wire.test.ts notices).
 */
interface Engine {
  readyState: string;
  upgrading: boolean;
  writeBuffer: unknown[];
  /** Set while a ping is unanswered: the next packet moves it, which is left to the library. */
  pingTimeoutTimer: unknown;
  transport: { socket?: WebSocket };
}

interface WebSocket {
  readyState: number;
  _socket: NetSocket | null;
  _sender: { _state: number; _queue: unknown[] } | null;
  _receiver: Receiver | null;
}

interface Receiver {
  write(chunk: Buffer): boolean;
  _state: number;
  _bufferedBytes: number;
  _fragmented: number;
}

const OPEN = 1;
/** Of both `Sender` (nothing to compress) and `Receiver` (a frame's first byte comes next). */
const IDLE = 0;

/** Where a whole frame may be written now without overtaking anything; undefined when the library has to do it. */
export function directSocketOf(conn: unknown): NetSocket | undefined {
  const { readyState, upgrading, writeBuffer, transport } = conn as Engine;
  const ws = transport.socket;
  if (ws?.readyState !== OPEN || readyState !== 'open' || upgrading || writeBuffer.length > 0)
    return undefined;
  const { _sender: sender, _socket: socket } = ws;
  if (sender?._state !== IDLE || sender._queue.length > 0) return undefined;
  return socket ?? undefined;
}

/**
 * Shows `take` the text messages of a WebSocket connection before the library reads them. What it answers true for the
 * library never sees; from the first message of a chunk that it does not take on, the library gets everything, so the order stays.
 * False when this connection cannot be tapped.
 */
export function tapMessages(conn: unknown, take: (text: string) => boolean): boolean {
  const engine = conn as Engine;
  const ws = engine.transport.socket;
  const receiver = ws?._receiver;
  if (!ws || !receiver || receiver._state !== IDLE || receiver._bufferedBytes !== 0) return false;
  const write = receiver.write.bind(receiver);
  const isIdle = (): boolean =>
    ws.readyState === OPEN &&
    engine.readyState === 'open' &&
    engine.pingTimeoutTimer === null &&
    receiver._state === IDLE &&
    receiver._bufferedBytes === 0 &&
    receiver._fragmented === 0;

  receiver.write = (chunk) => {
    let from = 0;
    while (from < chunk.length && isIdle()) {
      const end = readMessage(chunk, from);
      if (end === 0 || !take(message)) break;
      from = end;
    }
    if (from === 0) return write(chunk);
    return from === chunk.length || write(chunk.subarray(from));
  };
  return true;
}

/** Longer ones are rare, and the library's. */
const scratch = Buffer.allocUnsafeSlow(2048);
/** The payload that {@link readMessage} has read: a field, because a pair would be garbage for every message. */
let message = '';

/** Reads the unfragmented, masked text frame (RFC 6455) with an event (`42…`) at `from`; where it ends, or 0 if it is none. */
function readMessage(chunk: Buffer, from: number): number {
  if (chunk[from] !== 0x81) return 0;
  let length = chunk[from + 1]! - 0x80;
  let mask = from + 2;
  if (length === 126) {
    length = (chunk[mask]! << 8) | chunk[mask + 1]!;
    mask += 2;
  }
  const start = mask + 4;
  const end = start + length;
  // A length that is not there yet makes `end` NaN, a frame without a mask makes it too small.
  if (!(length >= 2 && length <= scratch.length && length !== 127 && end <= chunk.length)) return 0;
  if ((chunk[start]! ^ chunk[mask]!) !== 0x34 || (chunk[start + 1]! ^ chunk[mask + 1]!) !== 0x32) return 0;
  let bits = 0;
  for (let i = 0; i < length; i += 1) {
    const byte = chunk[start + i]! ^ chunk[mask + (i & 3)]!;
    scratch[i] = byte;
    bits |= byte;
  }
  if (bits < 0x80) message = scratch.toString('latin1', 0, length);
  else if (isUtf8(scratch.subarray(0, length))) message = scratch.toString('utf8', 0, length);
  else return 0;
  return end;
}
