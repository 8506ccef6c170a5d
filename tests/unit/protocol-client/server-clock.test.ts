import { expect, it } from 'vitest';
import { createServerClock } from '../../../shared/client/server-clock.ts';
import { createFakeTransport } from './fixture.ts';

it('measures the offset over the quickest round trip', () => {
  let local = 0;
  const clock = createServerClock(() => local);
  clock.hint(1_000_000, 0);
  expect(clock.now()).toBe(1_000_000);
  clock.sample(1_000_100, 0, 100);
  local = 100;
  expect(clock.now()).toBe(1_000_150);
  clock.sample(1_000_900, 100, 900);
  expect(clock.now()).toBe(1_000_150);
  clock.sample(1_000_205, 100, 110);
  expect(clock.now()).toBe(1_000_200);
});

it('takes no step backwards for a quick round trip', () => {
  const clock = createServerClock(() => 0);
  clock.sample(1000, 0, 20);
  clock.sample(5000, 0, -4000);
  clock.sample(1002, 0, 18);
  expect(clock.now()).toBe(993);
});

it('follows a local clock that stood still or was set anew', () => {
  let local = 0;
  const clock = createServerClock(() => local);
  clock.sample(50_000, 0, 10);
  local = 3_600_000;
  clock.hint(60_000, local);
  expect(clock.now()).toBe(60_000);
});

it('asks once a connection, after the welcome', async () => {
  let local = 0;
  const server = createFakeTransport();
  const clock = createServerClock(() => local);
  const stop = clock.follow(server.transport);
  server.tell((listener) => listener.welcome?.({ serverNow: 70_000 } as never));
  expect(clock.now()).toBe(70_000);
  local = 40;
  await server.answer('time', { ok: true, serverNow: 70_060 });
  expect(clock.now()).toBe(70_080);
  stop();
  server.tell((listener) => listener.welcome?.({ serverNow: 0 } as never));
  expect(server.sent).toEqual([]);
});
