/** WebSocket frames by hand (RFC 6455, section 5.2), as cheap as a client can have them. */

export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

/** Headers of short text frames, by payload length: FIN, masked, and a masking key of zero, which leaves the payload as it is. */
const SHORT = Array.from({ length: 126 }, (_, length) => header(TEXT, length));

function header(opcode: number, length: number): string {
  const first = 0x80 | opcode;
  if (length < 126) return String.fromCharCode(first, 0x80 | length, 0, 0, 0, 0);
  if (length > 0xffff) throw new RangeError('a client frame above 64 KiB is never needed');
  return String.fromCharCode(first, 0x80 | 126, length >> 8, length & 0xff, 0, 0, 0, 0);
}

/** One whole client frame as latin1 text. `payload` holds bytes as characters: plain ASCII for text frames. */
export function clientFrame(payload: string, opcode: number = TEXT): string {
  if (opcode === TEXT && payload.length < 126) return SHORT[payload.length]! + payload;
  return header(opcode, payload.length) + payload;
}

/** JSON in ASCII alone, so that characters and bytes are the same count. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export type OnFrame = (opcode: number, bytes: Buffer, start: number, end: number) => void;

export interface FrameReader {
  /** Takes `bytes[start, end)`; calls `onFrame` for every whole frame, synchronously, and keeps a copy of the rest. */
  push(bytes: Buffer, start: number, end: number): void;
}

/**
 * Reads server frames. The bytes handed to `onFrame` are only valid during the call: they may lie in a buffer that all
 * sockets share. Continuation frames are refused with a `RangeError`: no server driven here fragments.
 */
export function createFrameReader(onFrame: OnFrame): FrameReader {
  let rest: Buffer | undefined;

  /** Returns where the first unfinished frame begins. */
  function scan(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (end - at >= 2) {
      const first = bytes[at]!;
      let length = bytes[at + 1]! & 0x7f;
      let body = at + 2;
      if (length === 126) {
        if (end - at < 4) return at;
        length = bytes.readUInt16BE(body);
        body += 2;
      } else if (length === 127) {
        if (end - at < 10) return at;
        length = Number(bytes.readBigUInt64BE(body));
        body += 8;
      }
      if (end - body < length) return at;
      if (first < 0x80 || (first & 0xf) === 0) throw new RangeError('fragmented frame');
      onFrame(first & 0xf, bytes, body, body + length);
      at = body + length;
    }
    return at;
  }

  return {
    push(bytes, start, end) {
      if (rest !== undefined) {
        const joined = Buffer.concat([rest, bytes.subarray(start, end)]);
        rest = undefined;
        const left = scan(joined, 0, joined.length);
        if (left < joined.length) rest = joined.subarray(left);
        return;
      }
      const left = scan(bytes, start, end);
      if (left < end) rest = Buffer.from(bytes.subarray(left, end));
    },
  };
}
