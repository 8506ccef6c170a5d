import { expect, it } from 'vitest';
import { ago, clock, duration, gap } from '../../../client/text/time.ts';

it.each([
  [252_000, '4:12'],
  [251_001, '4:12'],
  [0, '0:00'],
  [-5, '0:00'],
  [3_600_000, '1:00:00'],
])('%d ms stand as %s on the clock', (ms, text) => expect(clock(ms)).toBe(text));

it('says how long ago, and how close', () => {
  expect([400, 4200, 200_000, 7_300_000].map(ago)).toEqual(['now', '4 s', '3 min', '2 h']);
  expect([34, 340, 12_000].map(gap)).toEqual(['34 ms', '0.3 s', '12 s']);
  expect([null, 600, 90, 3600].map(duration)).toEqual(['no clock', '10 minutes', '90 seconds', '1 hour']);
});
