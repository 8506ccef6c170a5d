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

/** Calls `visit` with each frame's lines, and answers how many bytes of the file were whole frames. */
export function readFrames(file: Buffer, visit: (lines: string[]) => void): number {
  let offset = 0;
  while (offset + HEADER_BYTES <= file.length) {
    const end = offset + HEADER_BYTES + file.readUInt32BE(offset);
    if (end > file.length) break;
    const text = file.subarray(offset + HEADER_BYTES, end);
    if (crc32(text) !== file.readUInt32BE(offset + 4)) break;
    visit(text.toString('utf8').split('\n'));
    offset = end;
  }
  return offset;
}
