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
