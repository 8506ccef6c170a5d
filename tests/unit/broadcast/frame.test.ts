import { Decoder, type Packet } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { ackFrame, eventFrame, type Frame } from '../../../server/broadcast/frame.ts';

/** The payload of an unmasked text frame of RFC 6455. */
function payloadOf([buffer]: readonly [Buffer]): string {
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

function decode({ text }: Frame): Packet {
  let packet: Packet | undefined;
  const decoder = new Decoder();
  decoder.on('decoded', (decoded: Packet) => (packet = decoded));
  decoder.add(text);
  return packet!;
}

describe('a frame', () => {
  it.each([0, 50, 100, 111, 112, 113, 1000, 65_500, 65_520, 65_530, 70_000])(
    'carries the packet of %i characters whole',
    (length) => {
      const payload = { roomId: 'ABCDEF', text: 'é'.repeat(length) };
      const frame = eventFrame('events', payload);
      expect(payloadOf(frame.options.wsPreEncodedFrame)).toBe(`4${frame.text}`);
      expect(decode(frame)).toMatchObject({ type: 2, data: ['events', payload] });
    },
  );

  it('acknowledges as the library would', () => {
    const frame = ackFrame(17, { ok: true, name: 'Zoë' });
    expect(decode(frame)).toMatchObject({ type: 3, id: 17, data: [{ ok: true, name: 'Zoë' }] });
  });
});
