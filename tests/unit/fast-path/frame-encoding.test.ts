import { expect, it } from 'vitest';
import { encodeFrame } from '../../../server/fast-path/frame-encoding.ts';

/** The payload of an unmasked text frame of RFC 6455. */
function payloadOf(frame: string): string {
  const buffer = Buffer.from(frame, 'latin1');
  expect(buffer[0]).toBe(0x81);
  const short = buffer[1]!;
  const [header, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, buffer.readUInt16BE(2)]
        : [10, Number(buffer.readBigUInt64BE(2))];
  expect(buffer.length).toBe(header + length);
  return buffer.subarray(header).toString();
}

it.each([0, 50, 62, 63, 100, 124, 125, 126, 1000, 32_767, 32_768, 65_534, 65_535, 70_000])(
  'a packet of %i characters is one frame, whole',
  (length) => {
    for (const letter of ['e', 'é', '東']) {
      const packet = letter.repeat(length);
      expect(payloadOf(encodeFrame(packet))).toBe(`4${packet}`);
    }
  },
);
