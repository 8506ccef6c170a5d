import { expect, it } from 'vitest';
import { pastedLines } from '../../../client/parts/pasted-lines.ts';
import { timeWarning } from '../../../client/play/time-warning.ts';
import { lateLine } from '../../../client/results/result-lead.ts';
import { codeFault } from '../../../client/text/room.ts';
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

it.each([
  [300_000, 600_000, '5 minutes left'],
  [59_900, 600_000, '1 minute left'],
  [9000, 600_000, '10 seconds left'],
  [280_000, 600_000, ''],
  [3000, 600_000, ''],
  [300_000, 300_000, ''],
  [60_000, 60_000, ''],
])('%d ms before the end of a game of %d ms “%s” is said', (left, whole, text) =>
  expect(timeWarning(left, whole)).toBe(text),
);

it('accounts for what came too late', () => {
  expect(lateLine(['torino', 'napoli'])).toBe('2 came too late: Torino, Napoli');
});

it('takes a pasted text apart, at most 500 lines of it', () => {
  expect(pastedLines('a\r\nb\rc\n\n d ')).toEqual(['a', 'b', 'c', 'd']);
  expect(pastedLines('x\n'.repeat(600))).toHaveLength(500);
});

it.each([
  ['QKZP7M', null],
  [' qkz-p7m ', null],
  ['QKZP70', /never 0, 1, I, L or O.* Ask again/],
  ['QKZP7', /six letters and figures/],
])('says of the code “%s” what is wrong with it', (code, fault) => {
  if (fault === null) expect(codeFault(code)).toBeNull();
  else expect(codeFault(code)).toMatch(fault);
});
