import { expect, it } from 'vitest';
import { createServerClock } from '../../../client/state/server-clock.ts';
import { ago, clock, duration, gap } from '../../../client/text/time.ts';

it('measures the offset of a wrong clock over the quickest round trip', () => {
  let local = 0;
  const server = createServerClock(() => local);
  server.hint(1_000_000, 0);
  expect(server.now()).toBe(1_000_000);
  server.sample(1_000_100, 0, 100);
  local = 100;
  expect(server.now()).toBe(1_000_150);
  server.sample(1_000_900, 100, 900);
  expect(server.now()).toBe(1_000_150);
  server.sample(1_000_205, 100, 110);
  expect(server.now()).toBe(1_000_200);
});

it('follows a local clock that was set anew', () => {
  let local = 0;
  const server = createServerClock(() => local);
  server.sample(50_000, 0, 10);
  local = 3_600_000;
  server.hint(60_000, local);
  expect(server.now()).toBe(60_000);
});

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
