import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRoomCode, isRoomId, normaliseCode, roomCodeFrom } from '../../../shared/ids.ts';
import { cleanName, distinctName, nameSkeleton } from '../../../shared/room/names.ts';

describe('names', () => {
  it.each([
    ['  Anna   Maria ', 'Anna Maria'],
    ['a\u0000b\u202Ec', 'abc'],
    ['\u200B\u200D', ''],
    ['x'.repeat(40), 'x'.repeat(24)],
    ['Zoe\u0308', 'Zoë'],
    ['\u3164', ''],
    ['\u2800 \u2800', ''],
    ['\u0301\u0302', ''],
    ['\u115F\u1160\uFFA0', ''],
    ['Anna\u3164\u3164Maria', 'Anna Maria'],
    ['\u0301Anna', 'Anna'],
    ['👩‍🚀', '👩‍🚀'],
    ['👨‍👩‍👧‍👦 Meier', '👨‍👩‍👧‍👦 Meier'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['🧑🏽‍💻', '🧑🏽‍💻'],
    ['👍🏽 1️⃣ 🇫🇷', '👍🏽 1️⃣ 🇫🇷'],
    ['a\u200Db', 'ab'],
    [`${'x'.repeat(20)}👩‍🚀👩‍🚀`, `${'x'.repeat(20)}👩‍🚀`],
  ])('cleans %j to %j', (text, clean) => expect(cleanName(text)).toBe(clean));

  it.each([
    ['Anna', 'АNNA'],
    ['Paul', 'Pau1'],
    ['Marta', 'M a r t a'],
    ['modern', 'modem'],
    ['Bjorn', 'Bjórn'],
  ])('sees %s and %s as copies', (a, b) => expect(nameSkeleton(a)).toBe(nameSkeleton(b)));

  it('makes any number of people distinct within 24 characters', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 24 }),
        fc.integer({ min: 2, max: 30 }),
        (text, count) => {
          const name = cleanName(text) || 'Guest';
          const taken: string[] = [];
          for (let n = 0; n < count; n += 1) taken.push(distinctName(name, taken));
          expect(new Set(taken.map(nameSkeleton)).size).toBe(count);
          expect(taken.every((each) => [...each].length <= 24)).toBe(true);
        },
      ),
    );
  });
});

describe('ids', () => {
  it('makes codes of six unambiguous characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64, max: 247 }), (bytes) => {
        expect(isRoomCode(roomCodeFrom(bytes))).toBe(true);
      }),
    );
    expect(() => roomCodeFrom(new Uint8Array(16).fill(255))).toThrow(RangeError);
  });

  it('reads a code as people type it', () => {
    expect(normaliseCode(' qkz-p7m ')).toBe('QKZP7M');
    expect(isRoomId('QKZP7M')).toBe(true);
    expect(isRoomId('a'.repeat(22))).toBe(true);
    expect(isRoomId('QKZP7')).toBe(false);
  });
});
