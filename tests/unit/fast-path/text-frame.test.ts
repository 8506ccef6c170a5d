import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientFrame } from '../../../server/fast-path/loopback-client.ts';
import { lastGuessId, skipGuessFrame } from '../../../server/fast-path/text-frame.ts';

const skip = (chunk: Buffer, from = 0): [end: number, id: number] => [
  skipGuessFrame(chunk, from, chunk.length),
  lastGuessId(),
];

describe('a guess that is skipped', () => {
  it('is known by its beginning, whatever follows, and ends where its frame does', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.string({ unit: 'binary', maxLength: 600 }), (id, text) => {
        const frame = clientFrame(`42${id}["guess",${JSON.stringify({ text })}]`);
        const chunk = Buffer.concat([clientFrame('3'), frame, frame]);
        const from = clientFrame('3').length;
        expect(skip(chunk, from)).toEqual([from + frame.length, id]);
        expect(skip(chunk, from + frame.length)).toEqual([chunk.length, id]);
        // Torn anywhere it is none yet.
        expect(skipGuessFrame(frame, 0, frame.length - 1)).toBe(0);
      }),
    );
  });

  it.each([
    ['another command', clientFrame('421["guesses",{}]')],
    ['a command', clientFrame('421["time"]')],
    ['without a number to acknowledge it under', clientFrame('42["guess",{}]')],
    ['with a number that is too long', clientFrame('421234567890["guess",{}]')],
    ['an acknowledgement', clientFrame('431["guess",{}]')],
    ['a pong', clientFrame('3')],
    ['in another namespace', clientFrame('42/other,1["guess",{}]')],
    ['binary', clientFrame('421["guess",{}]', 0x82)],
    ['the first fragment', clientFrame('421["guess",{}]', 0x01)],
    ['too short', clientFrame('421["gue')],
    ['nothing', Buffer.alloc(0)],
    ['without a mask', Buffer.concat([Buffer.from([0x81, 15]), Buffer.from('421["guess",{}]')])],
  ])('is not %s', (_, frame) => {
    expect(skip(Buffer.concat([frame]))[0]).toBe(0);
  });
});
