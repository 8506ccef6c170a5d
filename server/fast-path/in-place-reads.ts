import type { Socket } from 'node:net';

/** What `net.connect` sets for its option `onread`, and sockets of servers have, too. */
interface Inner {
  _handle?: { useUserBuffer?: ((buffer: Buffer) => void) | null } | null;
  [symbol: symbol]: unknown;
}

const SEGMENT_BYTES = 65_536;
/** All connections read into this one: a read and its callback happen in one go. Node would allocate as much for every read. */
const segment = Buffer.allocUnsafeSlow(SEGMENT_BYTES);
let fields: { buffer: symbol; callback: symbol } | undefined;

/** Whose bytes are being taken, and whether it is to be read no further. */
let current: Socket | undefined;
let isStopped = false;

/** Reads nothing more of a socket until it is resumed. While its bytes are taken in place this costs no state of its stream. */
export function stopReading(socket: Socket): void {
  if (socket === current) isStopped = true;
  else socket.pause();
}

/** Takes messages from the beginning of `length` bytes, and answers where it stopped. */
export type TakeFrom = (chunk: Buffer, length: number) => number;

/**
 * Lets `takeFrom` see what a socket reads before it becomes a stream's chunk; the rest goes the stream's way, as a copy. False when
 * this socket cannot: it then reads as it did.
 */
export function readInPlace(socket: Socket, takeFrom: TakeFrom): boolean {
  const inner = socket as unknown as Inner;
  fields ??= fieldsOf(inner);
  const handle = inner._handle;
  if (!fields || typeof handle?.useUserBuffer !== 'function' || inner[fields.buffer] !== null) return false;
  const { buffer, callback } = fields;
  try {
    // The handle last: before it, these two say nothing.
    inner[callback] = (length: number, chunk: Buffer): boolean => {
      const isFlowing = socket.readableLength === 0 && socket.readableFlowing === true;
      current = socket;
      isStopped = false;
      const from = isFlowing ? takeFrom(chunk, length) : 0;
      current = undefined;
      const goesOn = !isStopped;
      // False makes Node stop reading, as it does for `onread`.
      return (from === length || socket.push(Buffer.from(chunk.subarray(from, length)))) && goesOn;
    };
    inner[buffer] = segment;
    handle.useUserBuffer(segment);
    return true;
  } catch {
    giveBack(inner, buffer, callback);
    return false;
  }
}

function giveBack(inner: Inner, buffer: symbol, callback: symbol): void {
  try {
    inner[buffer] = null;
    inner[callback] = null;
  } catch {
    // What cannot be set was not set before, either.
  }
}

function fieldsOf(socket: object): typeof fields {
  const symbols = Object.getOwnPropertySymbols(socket);
  const named = (name: string): symbol | undefined => symbols.find(({ description }) => description === name);
  const [buffer, callback] = [named('kBuffer'), named('kBufferCb')];
  return buffer && callback ? { buffer, callback } : undefined;
}
