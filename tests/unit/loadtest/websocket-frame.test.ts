import { expect, test } from 'vitest';
import {
  asciiJson,
  BINARY,
  clientFrame,
  createFrameReader,
  TEXT,
} from '../../../loadtest/raw-client/websocket-frame.ts';

/** Server frames, unmasked, as RFC 6455 section 5.2 draws them. */
function serverFrame(payload: Buffer, opcode = TEXT): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

function read(chunks: readonly Buffer[]): { opcode: number; text: string }[] {
  const frames: { opcode: number; text: string }[] = [];
  const reader = createFrameReader((opcode, bytes, start, end) =>
    frames.push({ opcode, text: bytes.toString('latin1', start, end) }),
  );
  for (const chunk of chunks) reader.push(chunk, 0, chunk.length);
  return frames;
}

test.each([0, 1, 125, 126, 65_535, 65_536, 300_000])('reads a frame of %i bytes', (length) => {
  const payload = Buffer.alloc(length, 'x');
  expect(read([serverFrame(payload)])).toEqual([{ opcode: TEXT, text: 'x'.repeat(length) }]);
});

test('reads frames however the network cuts them', () => {
  const stream = Buffer.concat([
    serverFrame(Buffer.from('one')),
    serverFrame(Buffer.alloc(400, 'y'), BINARY),
    serverFrame(Buffer.from('three')),
  ]);
  const whole = read([stream]);
  expect(whole.map(({ opcode, text }) => [opcode, text.length])).toEqual([
    [TEXT, 3],
    [BINARY, 400],
    [TEXT, 5],
  ]);
  for (let cut = 1; cut < stream.length; cut++) {
    expect(read([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole);
  }
  expect(read([...stream].map((byte) => Buffer.from([byte])))).toEqual(whole);
});

test('a frame kept for later survives the reuse of the buffer it came in', () => {
  const frames: string[] = [];
  const reader = createFrameReader((_, bytes, start, end) =>
    frames.push(bytes.toString('latin1', start, end)),
  );
  const stream = serverFrame(Buffer.from('kept'));
  const shared = Buffer.alloc(64);
  stream.copy(shared, 0, 0, 4);
  reader.push(shared, 0, 4);
  shared.fill(0);
  stream.copy(shared, 0, 4);
  reader.push(shared, 0, stream.length - 4);
  expect(frames).toEqual(['kept']);
});

test('refuses what it cannot put together', () => {
  expect(() => read([Buffer.from([TEXT, 0])])).toThrow(RangeError);
});

test.each([0, 125, 126, 65_535])(
  'writes a masked frame of %i bytes whose key leaves it as it is',
  (length) => {
    const bytes = Buffer.from(clientFrame('z'.repeat(length)), 'latin1');
    expect(bytes[0]).toBe(0x81);
    expect(bytes[1]! & 0x80).toBe(0x80);
    const headLength = length < 126 ? 2 : 4;
    expect([...bytes.subarray(headLength, headLength + 4)]).toEqual([0, 0, 0, 0]);
    expect(bytes.toString('latin1', headLength + 4)).toBe('z'.repeat(length));
  },
);

test('refuses a client frame above 64 KiB', () => {
  expect(() => clientFrame('z'.repeat(65_536))).toThrow(RangeError);
});

test('JSON in ASCII means the same', () => {
  const value = { text: 'Saint-Étienne Łódź 東京 🙂 "quoted"' };
  const text = asciiJson(value);
  expect(/^[\x20-\x7e]*$/.test(text)).toBe(true);
  expect(JSON.parse(text)).toEqual(value);
});
