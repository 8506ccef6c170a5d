import { crc32 } from 'node:zlib';

/**
 * Frames of journal and snapshot files: length and CRC-32 of the text (both big-endian, 4 bytes), then UTF-8 text, one JSON
 * value a line. A frame is what one turn wrote, so a frame that is cut off was never acknowledged.
 */
const HEADER_BYTES = 8;

export function encodeFrame(lines: readonly string[]): Buffer {
  const text = lines.join('\n');
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.write(text, HEADER_BYTES);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(crc32(frame.subarray(HEADER_BYTES)), 4);
  return frame;
}

/**
 * Calls `visit` with each frame's lines and offset until one answers false; answers how many bytes of the file were whole frames
 * that were not refused.
 */
export function readFrames(file: Buffer, visit: (lines: string[], offset: number) => unknown): number {
  let offset = 0;
  for (;;) {
    const end = endOfFrame(file, offset);
    if (end === null) return offset;
    if (visit(file.toString('utf8', offset + HEADER_BYTES, end).split('\n'), offset) === false) return offset;
    offset = end;
  }
}

/** Whether a whole frame stands anywhere behind `offset`: then what is wrong there is no write that was cut off at its end. */
export function hasFrameAfter(file: Buffer, offset: number): boolean {
  for (let start = offset + 1; start + HEADER_BYTES < file.length; start += 1)
    if (endOfFrame(file, start) !== null) return true;
  return false;
}

/** Where the frame at `offset` ends; null when there is no whole one. An empty one is none: zeros are what a lost write leaves. */
function endOfFrame(file: Buffer, offset: number): number | null {
  if (offset + HEADER_BYTES >= file.length) return null;
  const start = offset + HEADER_BYTES;
  const end = start + file.readUInt32BE(offset);
  if (end === start || end > file.length) return null;
  return crc32(file.subarray(start, end)) === file.readUInt32BE(offset + 4) ? end : null;
}
