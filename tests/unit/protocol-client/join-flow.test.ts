import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createJoinFlow, type JoinFlow, type RoomTarget } from '../../../shared/client/join-flow.ts';
import { createFakeTransport, refusal, ROOM, settle, viewOf, type FakeTransport } from './fixture.ts';

let server: FakeTransport;
let flow: JoinFlow;
let log: string[];
let seated: string[] | null;

const joined = { ok: true, view: viewOf({ roomId: ROOM }), seq: 4 };
const names = (): string[] => server.sent.map(({ name }) => name);
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function open(target: RoomTarget = { roomId: ROOM }): JoinFlow {
  flow = createJoinFlow({
    transport: server.transport,
    timers: globalThis,
    target,
    seatedIn: () => seated,
    entered: (view, seq) => log.push(`entered ${view.roomId} ${seq}`),
    lost: (why) => log.push(why),
    refused: ({ code }) => log.push(`refused ${code}`),
  });
  return flow;
}

beforeEach(() => {
  vi.useFakeTimers();
  server = createFakeTransport();
  log = [];
  seated = [];
});
afterEach(() => {
  flow.stop();
  vi.useRealTimers();
});

it('makes a room once, and comes back to it after a reconnection', async () => {
  const settings = { quiz: 'france', mode: 'race' } as const;
  const entered = open({ createId: 'c', settings }).enter();
  await server.disconnect();
  await server.connect();
  const created = await server.answer('create', { ...joined, roomId: ROOM });
  expect(created).toEqual({ createId: 'c', settings });
  expect(await entered).toMatchObject({ ok: true, seq: 4 });
  await server.disconnect();
  await server.connect();
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
  expect(log).toEqual(['disconnected', `entered ${ROOM} 4`, 'disconnected', `entered ${ROOM} 4`]);
});

it.each([
  ['nothing', null, 1500],
  ['unavailable', refusal('unavailable'), 1000],
  ['any refusal that says when', refusal('overloaded', 2500), 2500],
])('tries again after %s', async (_, answer, ms) => {
  void open().enter();
  await server.answer('join', answer);
  await wait(ms - 1);
  expect(names()).toEqual([]);
  await wait(1);
  expect(names()).toEqual(['join']);
  expect(log).toEqual([]);
});

it('tells a refusal that stands, and does not come back by itself to where it was banned', async () => {
  const entered = open().enter();
  await server.answer('join', refusal('banned'));
  expect(await entered).toMatchObject({ code: 'banned' });
  await server.disconnect();
  await server.connect();
  expect(names()).toEqual([]);
  expect(log).toEqual(['refused banned', 'disconnected']);
});

it('does not take the seat back by itself when another connection has it, but when it is told to', async () => {
  void open().enter();
  await server.answer('join', joined);
  server.tell((listener) => listener.superseded?.(ROOM));
  flow.refresh();
  flow.refresh(10);
  await server.disconnect();
  await server.connect();
  await wait(100);
  expect(names()).toEqual([]);
  void flow.enter();
  expect(names()).toEqual(['join']);
});

it('counts the answer of a lost connection for nothing', async () => {
  void open().enter();
  const [first] = server.sent.splice(0);
  await server.disconnect();
  await server.connect();
  first!.answer(joined);
  await settle();
  expect(log).toEqual(['disconnected']);
  await server.answer('join', joined);
  expect(log).toEqual(['disconnected', `entered ${ROOM} 4`]);
});

it('asks for a role once it knows that it holds no seat, and resumes a seat in its own role', async () => {
  seated = null;
  void open({ roomId: ROOM, as: 'spectator' }).enter();
  expect(names()).toEqual([]);
  seated = [];
  server.tell((listener) => listener.welcome?.(undefined as never));
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM, as: 'spectator' });
  flow.refresh();
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
  seated = [ROOM];
  const other = open({ roomId: ROOM, as: 'spectator' });
  void other.enter();
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
});

it('asks again for a role that was chosen while it was on its way', async () => {
  void open().enter();
  const entered = flow.enter('player');
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM, as: 'player' });
  expect(await entered).toMatchObject({ ok: true });
});

it('asks for the other role of a seat that it holds, also after a reconnection', async () => {
  void open().enter();
  await server.answer('join', joined);
  seated = [ROOM];
  const changed = flow.enter('spectator');
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM, as: 'spectator' });
  expect(await changed).toMatchObject({ ok: true });
  flow.refresh();
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
});

it('keeps the seat whose other role was refused, and tells whoever asked', async () => {
  void open().enter();
  await server.answer('join', joined);
  const changed = flow.enter('player');
  await server.disconnect();
  await server.connect();
  expect(await server.answer('join', refusal('room_full'))).toEqual({ roomId: ROOM, as: 'player' });
  expect(await changed).toMatchObject({ code: 'room_full' });
  expect(await server.answer('join', joined)).toEqual({ roomId: ROOM });
  expect(log).toEqual([`entered ${ROOM} 4`, 'disconnected', `entered ${ROOM} 4`]);
});

it('answers whoever waits with nothing when it is stopped', async () => {
  const entered = open().enter();
  flow.stop();
  expect(await entered).toBe(null);
});
