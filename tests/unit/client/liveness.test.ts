import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withLiveness, type Silence } from '../../../client/net/liveness.ts';
import { createFakeTransport, settle, type FakeTransport } from './fake-transport.ts';

let server: FakeTransport;
let transport: ReturnType<typeof withLiveness>;
let network: EventTarget;
let told: (Silence | null)[];
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const beat = (): void => server.tell((listener) => listener.heartbeat?.('QKZP7M', 3));
const sent = (): string[] => server.sent.map(({ name }) => name);

beforeEach(() => {
  vi.useFakeTimers();
  server = createFakeTransport();
  network = new EventTarget();
  told = [];
  transport = withLiveness(server.transport, {
    timers: globalThis,
    now: () => performance.now(),
    network,
    changed: (silence) => told.push(silence),
  });
  transport.steer('QKZP7M');
});
afterEach(() => vi.useRealTimers());

/** As the socket does: no answer in time is none. */
async function unanswered(ms: number): Promise<void> {
  await wait(ms);
  server.take('time').answer(null);
  await settle();
}

it('asks for the time when nothing was heard for 6 s, and says after 2 s that nobody answers', async () => {
  await wait(5900);
  beat();
  await wait(5900);
  expect(sent()).toEqual([]);
  await wait(200);
  expect(sent()).toEqual(['time']);
  expect(told).toEqual([]);
  await unanswered(2000);
  expect(told).toEqual(['silent']);
  beat();
  expect(told).toEqual(['silent', null]);
});

it('says nothing where the question is answered, and asks again after the next 6 s', async () => {
  for (let i = 0; i < 2; i += 1) {
    await wait(6001);
    server.take('time').answer({ ok: true, serverNow: 1 });
    await settle();
  }
  expect(told).toEqual([]);
});

it('makes the connection anew when it stays silent', async () => {
  await wait(6001);
  for (let i = 0; i < 5; i += 1) {
    expect(server.reconnections.count).toBe(0);
    await unanswered(2000);
  }
  expect(server.reconnections.count).toBe(1);
  server.disconnect();
  expect(told).toEqual(['silent', null]);
});

it('says so 3 s after a guess without an answer, although others are heard, until one is answered', async () => {
  void transport.send('guess', { roomId: 'QKZP7M', guessId: 'g', text: 'lyon' });
  await wait(2900);
  beat();
  expect(told).toEqual([]);
  await wait(200);
  expect(told).toEqual(['silent']);
  beat();
  server.take('time').answer({ ok: true, serverNow: 1 });
  await settle();
  expect(told).toEqual(['silent']);
  server.take('guess').answer({ ok: true, outcome: 'unknown', cities: [] });
  await settle();
  expect(told).toEqual(['silent', null]);
});

it('says nothing of a guess that is answered in time', async () => {
  void transport.send('guess', { roomId: 'QKZP7M', guessId: 'g', text: 'lyon' });
  await wait(2900);
  server.take('guess').answer({ ok: false, code: 'overloaded', message: '', retryAfterMs: 1 });
  await wait(2900);
  expect(told).toEqual([]);
});

it('says at once that the browser is offline, until something is heard all the same', () => {
  network.dispatchEvent(new Event('offline'));
  expect(told).toEqual(['offline']);
  beat();
  expect(told).toEqual(['offline', null]);
});

it('asks as soon as the network is back', () => {
  network.dispatchEvent(new Event('offline'));
  network.dispatchEvent(new Event('online'));
  expect([told, sent()]).toEqual([['offline', null], ['time']]);
});

it('asks nothing where no room is on the page, or no connection is there', async () => {
  transport.steer(null);
  await wait(20_000);
  transport.steer('QKZP7M');
  server.disconnect();
  await wait(20_000);
  expect([sent(), told]).toEqual([[], []]);
});
