import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepConnected } from '../../../shared/client/keep-connected.ts';
import { createRelay } from '../../../shared/client/relay.ts';
import { createSocketTransport } from '../../../shared/client/socket-transport.ts';
import { createFakeTransport, settle } from './fixture.ts';

/** A socket that notes what is sent, and says what a test makes it say. */
function fakeSocket() {
  const sent: unknown[][] = [];
  const server = new EventEmitter();
  const calls: string[] = [];
  const socket = {
    connected: true,
    active: true,
    emit: (...args: unknown[]) => sent.push(args),
    on: (name: string, listener: (...args: never[]) => void) =>
      server.on(name, listener as (...args: unknown[]) => void),
    connect: () => calls.push('connect'),
    disconnect: () => calls.push('disconnect'),
  };
  const say = (name: string, message?: unknown): unknown => server.emit(name, message);
  const answer = (index: number, value: unknown): void =>
    (sent[index]!.at(-1) as (value: unknown) => void)(value);
  return { socket, sent, say, answer, calls };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a socket as a transport', () => {
  it('tells what the server says, to those who still listen', () => {
    const { socket, say } = fakeSocket();
    const transport = createSocketTransport(socket, globalThis);
    const heard: unknown[][] = [];
    const stop = transport.listen({
      connected: () => heard.push(['connected']),
      disconnected: () => heard.push(['disconnected']),
      refused: (code) => heard.push([code]),
      welcome: ({ playerId }) => heard.push([playerId]),
      events: (...args) => heard.push(args),
      heartbeat: (...args) => heard.push(args),
      superseded: (...args) => heard.push(args),
    });
    say('connect');
    say('welcome', { playerId: 'p' });
    say('events', { roomId: 'R', events: [] });
    say('heartbeat', { roomId: 'R', seq: 3 });
    say('superseded', { roomId: 'R' });
    say('disconnect', 'transport close');
    say('connect_error', Object.assign(new Error(), { data: { code: 'draining' } }));
    say('connect_error', new Error('nobody'));
    const all = [['connected'], ['p'], ['R', []], ['R', 3], ['R'], ['disconnected'], ['draining'], ['']];
    expect(heard).toEqual(all);
    stop();
    say('connect');
    expect(heard).toEqual(all);
  });

  it('answers a command with its answer, or with null: in time, at the loss of the connection, without one', async () => {
    const { socket, sent, say, answer } = fakeSocket();
    const transport = createSocketTransport(socket, globalThis);
    const done = [1, 2, 3].map(() => transport.send('time', {}, 400));
    answer(0, { ok: true, serverNow: 1 });
    expect(await done[0]).toEqual({ ok: true, serverNow: 1 });
    await vi.advanceTimersByTimeAsync(399);
    answer(1, { ok: true, serverNow: 2 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all(done.slice(1))).toEqual([{ ok: true, serverNow: 2 }, null]);
    const cut = transport.send('time', {});
    say('disconnect');
    expect(await cut).toBe(null);
    socket.connected = false;
    expect(await transport.send('time', {})).toBe(null);
    expect(sent).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('keeping connected', () => {
  const open = () => {
    const fake = fakeSocket();
    const stop = keepConnected(fake.socket, { timers: globalThis, random: () => 0.5 });
    return { ...fake, stop };
  };

  it('comes back after the server closed the socket or refused it, as late as it says', async () => {
    const { socket, say, calls } = open();
    say('disconnect', 'transport close');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual([]);
    say('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual(['connect']);
    say('connect_error', new Error('unreachable: Socket.IO tries by itself'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual(['connect']);
    socket.active = false;
    say('connect_error', Object.assign(new Error(), { data: { code: 'rate_limited', retryAfterMs: 9000 } }));
    await vi.advanceTimersByTimeAsync(8999);
    expect(calls).toEqual(['connect']);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual(['connect', 'connect']);
  });

  it('leaves a draining server in time, unless the connection went by itself', async () => {
    const { say, calls } = open();
    say('draining', { reconnectInMs: 200 });
    say('disconnect', 'transport close');
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toEqual([]);
    say('draining', { reconnectInMs: 200 });
    await vi.advanceTimersByTimeAsync(200);
    expect(calls).toEqual(['disconnect', 'connect']);
  });

  it('ends with the socket', async () => {
    const { say, calls, stop } = open();
    say('draining', { reconnectInMs: 200 });
    stop();
    say('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual(['disconnect']);
  });
});

it('a relay passes everything on to the transport in use, and hears no other', async () => {
  const relay = createRelay();
  const heard: string[] = [];
  relay.listen({
    connected: () => heard.push('connected'),
    disconnected: () => heard.push('disconnected'),
    heartbeat: (_, seq) => heard.push(String(seq)),
  });
  expect(relay.connected).toBe(false);
  expect(await relay.send('time', {})).toBe(null);
  const [first, second] = [createFakeTransport(), createFakeTransport({ connected: false })];
  relay.use(first.transport);
  first.tell((listener) => listener.heartbeat?.('R', 1));
  relay.use(second.transport);
  first.tell((listener) => listener.heartbeat?.('R', 2));
  await second.connect();
  second.tell((listener) => listener.heartbeat?.('R', 3));
  expect(heard).toEqual(['connected', '1', 'disconnected', 'connected', '3']);
  void relay.send('time', {});
  await settle();
  expect([first.sent.length, second.sent.length]).toEqual([0, 1]);
});
