import { isUtf8 } from 'node:buffer';

/** Longer ones are rare, and the library's. */
const scratch = Buffer.allocUnsafeSlow(2048);
/** The message that {@link readTextFrame} has read: no pair with where it ends, which would be garbage for every message. */
let message = '';

/** The text of the frame that was read last, without engine.io's `4`. */
export const lastMessage = (): string => message;

/** Reads the unfragmented, masked text frame (RFC 6455) with an event (`42…`) at `from`; where it ends, or 0 if it is none. */
export function readTextFrame(chunk: Buffer, from: number, limit: number): number {
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

const GUESS = Buffer.from('["guess",', 'latin1');
/** More digits than a client counts to. */
const ID_DIGITS = 9;
let guessId = 0;

/** The number to acknowledge the guess under that {@link skipGuessFrame} has skipped. */
export const lastGuessId = (): number => guessId;

/** Where the frame at `from` ends if it carries a guess, `42<id>["guess",…`, of which nothing more is read; 0 if it does not. */
export function skipGuessFrame(chunk: Buffer, from: number, limit: number): number {
  if (chunk[from] !== 0x81 || from + 8 > limit) return 0;
  let length = chunk[from + 1]! - 0x80;
  let mask = from + 2;
  if (length === 126) {
    length = (chunk[mask]! << 8) | chunk[mask + 1]!;
    mask += 2;
  }
  const start = mask + 4;
  const end = start + length;
  if (!(length > GUESS.length + 3 && length <= scratch.length && length !== 127 && end <= limit)) return 0;
  const byteAt = (i: number): number => chunk[start + i]! ^ chunk[mask + (i & 3)]!;
  if (byteAt(0) !== 0x34 || byteAt(1) !== 0x32) return 0;
  let at = 2;
  guessId = 0;
  for (; at < 2 + ID_DIGITS; at += 1) {
    const digit = byteAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) break;
    guessId = guessId * 10 + digit;
  }
  if (at === 2) return 0;
  for (let i = 0; i < GUESS.length; i += 1) if (byteAt(at + i) !== GUESS[i]) return 0;
  return end;
}
