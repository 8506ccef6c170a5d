import { isUtf8 } from 'node:buffer';
import type { Socket as NetSocket } from 'node:net';

/**
 * The one place that knows what lies beneath a Socket.IO connection: engine.io's socket, its `ws`, and the TCP socket. Whatever of
 * it a release no longer has, the functions here answer undefined or false, and the callers take the public way
 * (tests/unit/fast-path/socket-internals.test.ts notices).
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

/** The handle of a TCP socket: libuv's stream, as `net` uses it. */
interface Handle {
  constructor: { name: string };
  writeQueueSize?: number;
  writeLatin1String?: (request: WriteRequest, text: string) => number;
}

/** What `net` makes for every write; only one that the kernel does not take at once keeps it. */
interface WriteRequest {
  oncomplete?: (this: WriteRequest, status: number) => void;
  socket?: NetSocket;
}

type WriteRequestClass = new () => WriteRequest;

const queuedIn = ({ writeQueueSize = 0 }: Handle): number => writeQueueSize;

let WriteRequest: WriteRequestClass | undefined;

/**
 * Writes `text` (latin1: a character a byte) to a socket of {@link directSocketOf} and answers how many bytes are not with the
 * kernel yet. A stream's own `write` makes a request, callbacks and events for each; the kernel nearly always takes the whole text,
 * and then none is needed.
 */
export function writeWhole(socket: NetSocket, text: string): number {
  const { _handle: handle } = socket as unknown as { _handle?: Handle | null };
  if (!handle || socket.destroyed) return 0;
  if (WriteRequest === undefined || socket.writableLength > 0 || queuedIn(handle) > 0) {
    if (WriteRequest === undefined) learnRequest(handle);
    socket.write(text, 'latin1');
    return socket.writableLength + queuedIn(handle);
  }
  // A new one for each: what libuv could only write in part it keeps until it has said so, even if the rest went at once.
  const request = new WriteRequest();
  request.socket = socket;
  request.oncomplete = onWritten;
  if (handle.writeLatin1String!(request, text) !== 0) {
    socket.destroy();
    return 0;
  }
  return queuedIn(handle);
}

/** Only asked when the kernel did not take the whole text at once, of which libuv has then copied the rest. */
function onWritten(this: WriteRequest, status: number): void {
  if (status < 0) this.socket?.destroy();
}

/** Gets the class of requests from the next write of `net`: it is exported nowhere. */
function learnRequest(handle: Handle): void {
  const { writeLatin1String: write, writeQueueSize } = handle;
  if (handle.constructor.name !== 'TCP' || typeof write !== 'function' || writeQueueSize === undefined)
    return;
  handle.writeLatin1String = function (this: Handle, made, text) {
    delete handle.writeLatin1String;
    WriteRequest = made.constructor as WriteRequestClass;
    return write.call(this, made, text);
  };
}

/**
 * Shows `take` the text messages of a WebSocket connection before the library reads them. What it answers true for the
 * library never sees; from the first message of a chunk that it does not take on, the library gets everything, so the order stays.
 *
 * Answers where it listens: at the TCP socket's reads, or (also with `isDeep` false) at the chunks that `ws` receives;
 * undefined when this connection cannot be tapped.
 */
export function tapMessages(
  conn: unknown,
  take: (text: string) => boolean,
  isDeep = true,
): 'read' | 'received' | undefined {
  const engine = conn as Engine;
  const ws = engine.transport.socket;
  const receiver = ws?._receiver;
  if (!ws || !receiver || receiver._state !== IDLE || receiver._bufferedBytes !== 0) return undefined;
  const isIdle = (): boolean =>
    ws.readyState === OPEN &&
    engine.readyState === 'open' &&
    engine.pingTimeoutTimer === null &&
    receiver._state === IDLE &&
    receiver._bufferedBytes === 0 &&
    receiver._fragmented === 0;

  /** Takes messages from the beginning of a chunk, and answers where it stopped. */
  function takeFrom(chunk: Buffer, length: number): number {
    let from = 0;
    while (from < length && isIdle()) {
      const end = readMessage(chunk, from, length);
      if (end === 0 || !take(message)) break;
      from = end;
    }
    return from;
  }

  if (isDeep && ws._socket && readInPlace(ws._socket, takeFrom)) return 'read';
  const write = receiver.write.bind(receiver);
  receiver.write = (chunk) => {
    const from = takeFrom(chunk, chunk.length);
    if (from === 0) return write(chunk);
    return from === chunk.length || write(chunk.subarray(from));
  };
  return 'received';
}

/** What `net.connect` sets for its option `onread`, and sockets of servers have, too. */
interface Inner {
  _handle?: { useUserBuffer?: (buffer: Buffer) => void } | null;
  [symbol: symbol]: unknown;
}

const SEGMENT_BYTES = 65_536;
/** All connections read into this one: a read and its callback happen in one go. Node would allocate as much for every read. */
const segment = Buffer.allocUnsafeSlow(SEGMENT_BYTES);
let fields: { buffer: symbol; callback: symbol } | undefined;

/** Lets `takeFrom` see what a socket reads before it becomes a stream's chunk; the rest goes the stream's way, as a copy. */
function readInPlace(socket: NetSocket, takeFrom: (chunk: Buffer, length: number) => number): boolean {
  const inner = socket as unknown as Inner;
  fields ??= fieldsOf(inner);
  const handle = inner._handle;
  if (!fields || typeof handle?.useUserBuffer !== 'function' || inner[fields.buffer] !== null) return false;
  handle.useUserBuffer(segment);
  inner[fields.buffer] = segment;
  inner[fields.callback] = (length: number, chunk: Buffer): boolean => {
    const isFlowing = socket.readableLength === 0 && socket.readableFlowing === true;
    const from = isFlowing ? takeFrom(chunk, length) : 0;
    return from === length || socket.push(Buffer.from(chunk.subarray(from, length)));
  };
  return true;
}

function fieldsOf(socket: object): typeof fields {
  const symbols = Object.getOwnPropertySymbols(socket);
  const named = (name: string): symbol | undefined => symbols.find(({ description }) => description === name);
  const [buffer, callback] = [named('kBuffer'), named('kBufferCb')];
  return buffer && callback ? { buffer, callback } : undefined;
}

/** Longer ones are rare, and the library's. */
const scratch = Buffer.allocUnsafeSlow(2048);
/** The payload that {@link readMessage} has read: a field, because a pair would be garbage for every message. */
let message = '';

/** Reads the unfragmented, masked text frame (RFC 6455) with an event (`42…`) at `from`; where it ends, or 0 if it is none. */
function readMessage(chunk: Buffer, from: number, limit: number): number {
  if (chunk[from] !== 0x81) return 0;
  // Beyond the limit stands what was read before.
  if (from + 8 > limit) return 0;
  let length = chunk[from + 1]! - 0x80;
  let mask = from + 2;
  if (length === 126) {
    length = (chunk[mask]! << 8) | chunk[mask + 1]!;
    mask += 2;
  }
  const start = mask + 4;
  const end = start + length;
  // A frame without a mask makes the length negative.
  if (!(length >= 2 && length <= scratch.length && length !== 127 && end <= limit)) return 0;
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
