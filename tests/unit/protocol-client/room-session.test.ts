import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRoomSession, type RoomSession } from '../../../shared/client/room-session.ts';
import { createServerClock } from '../../../shared/client/server-clock.ts';
import type { RoomEvent } from '../../../shared/messages.ts';
import {
  cityOf,
  createFakeTransport,
  found,
  refusal,
  ROOM,
  settle,
  viewOf,
  type FakeTransport,
} from './fixture.ts';

let server: FakeTransport;
let session: RoomSession;
let seen: string[];

const view = viewOf({ roomId: ROOM, phase: 'playing', startsAt: 1 });
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const tell = (...events: RoomEvent[]): void => server.tell((listener) => listener.events?.(ROOM, events));
const names = (): string[] => server.sent.map(({ name }) => name);
const foundIds = (): number[] => session.view!.found.map(({ city }) => city.id);

beforeEach(async () => {
  vi.useFakeTimers();
  server = createFakeTransport();
  seen = [];
  let ids = 0;
  session = createRoomSession({
    transport: server.transport,
    timers: globalThis,
    clock: createServerClock(() => 0),
    newId: () => `g${(ids += 1)}`,
    target: { roomId: ROOM },
  });
  session.onChange(({ status }, event) => seen.push(event?.type ?? status));
  void session.enter();
  await server.answer('join', { ok: true, view, seq: 10 });
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

it('keeps the view by events, in order, and says what changed', () => {
  tell(found(12));
  tell(found(11));
  server.tell((listener) => listener.events?.('ANOTHR', [found(13)]));
  expect(foundIds()).toEqual([12, 11]);
  expect(session.watermark).toBe(12);
  expect(seen).toEqual(['away', 'seated', 'found', 'found']);
});

it('puts one’s own find in its place in the order, from the acknowledgement', async () => {
  const guessed = session.guess('town');
  const answer = { ok: true, outcome: 'found', cities: [cityOf(11)], score: { cities: 1 }, seq: 11 };
  expect(await server.answer('guess', answer)).toEqual({ roomId: ROOM, guessId: 'g1', text: 'town' });
  expect(await guessed).toEqual(answer);
  tell(found(11, 'anna'), found(12));
  expect(foundIds()).toEqual([12, 11]);
  expect(session.view!.players[0]!.score.cities).toBe(1);
});

it('sends a guess again in the seat that it took again', async () => {
  const guessed = session.guess('town');
  await server.disconnect();
  expect([session.status, session.pending.length]).toEqual(['away', 1]);
  await server.connect();
  expect(names()).toEqual(['join']);
  await server.answer('join', { ok: true, view, seq: 10 });
  expect(session.status).toBe('seated');
  await server.answer('guess', { ok: true, outcome: 'unknown', cities: [] });
  expect(await guessed).toMatchObject({ outcome: 'unknown' });
});

it('asks for a gap, and joins again when that brings nothing', async () => {
  tell(found(13));
  await wait(300);
  expect(await server.answer('sync', { ok: true, events: [], seq: 13 })).toEqual({ roomId: ROOM, since: 10 });
  await server.answer('join', { ok: true, view: { ...view, foundCount: 3 }, seq: 13 });
  expect([session.watermark, session.view!.foundCount]).toEqual([13, 3]);
});

it('reads the whole room once after what an event leaves out', async () => {
  tell({ seq: 11, at: 0, type: 'ended', results: { runId: 'r', standings: [], finishedAt: 5 } });
  await wait(200);
  await server.answer('join', { ok: true, view: { ...session.view!, foundCount: 2 }, seq: 11 });
  expect(session.view).toMatchObject({ phase: 'ended', foundCount: 2 });
  await wait(5000);
  expect(names()).toEqual([]);
});

it('takes an overtaken join for what it is, and a second one for a store that lost its last moments', async () => {
  tell(found(11));
  await server.disconnect();
  await server.connect();
  await server.answer('join', { ok: true, view, seq: 10 });
  expect(foundIds()).toEqual([11]);
  await wait(200);
  await server.answer('join', { ok: true, view, seq: 10 });
  expect([foundIds(), session.watermark]).toEqual([[], 10]);
});

it('leaves the seat to another connection until it is told to take it', async () => {
  const guessed = session.guess('town');
  server.tell((listener) => listener.superseded?.(ROOM));
  expect(session.status).toBe('superseded');
  await server.answer('guess', null);
  await server.disconnect();
  await server.connect();
  tell(found(11));
  await wait(5000);
  expect([session.status, names(), foundIds()]).toEqual(['superseded', [], []]);
  const entered = session.enter();
  await server.answer('join', { ok: true, view, seq: 10 });
  await server.answer('guess', { ok: true, outcome: 'unknown', cities: [] });
  expect([(await entered)?.ok, (await guessed)?.ok, session.status]).toEqual([true, true, 'seated']);
});

it('answers for every guess when the player is removed', async () => {
  const guessed = session.guess('town');
  tell({ seq: 11, at: 0, type: 'kicked', playerId: 'anna' });
  expect(await guessed).toMatchObject({ code: 'not_seated' });
  expect([session.status, session.refusal?.code]).toEqual(['refused', 'not_seated']);
  await server.disconnect();
  await server.connect();
  expect(names()).toEqual([]);
});

it('answers for every guess when the room cannot be entered any more', async () => {
  const guessed = session.guess('town');
  await server.answer('guess', refusal('no_such_room'));
  await server.answer('join', refusal('no_such_room'));
  expect(await guessed).toMatchObject({ code: 'no_such_room' });
  expect(session.status).toBe('refused');
});

it('drops the guesses of a game that is over when another begins, and those of a stopped session', async () => {
  const before = session.guess('town');
  tell({ seq: 11, at: 0, type: 'rematched', settings: view.settings });
  expect(await before).toBe(null);
  const after = session.guess('town');
  session.stop();
  expect(await after).toBe(null);
});

it('drops the guesses of a game whose rematch it missed', async () => {
  const before = session.guess('town');
  await server.disconnect();
  await server.connect();
  await server.answer('join', { ok: true, view: { ...view, phase: 'lobby', startsAt: null }, seq: 15 });
  expect([await before, names()]).toEqual([null, []]);
});

it('sends a command until it is answered for good, and takes over the view that it brings', async () => {
  const configured = session.command('configure', { settings: { seconds: 60 } });
  await server.answer('configure', refusal('overloaded', 50));
  await wait(50);
  const changed = { ...view, settings: { ...view.settings, seconds: 60 } };
  await server.answer('configure', { ok: true, view: changed, seq: 11 });
  expect(await configured).toMatchObject({ ok: true });
  expect(session.view!.settings.seconds).toBe(60);
  const refused = session.command('start', {});
  await server.answer('start', refusal('not_host'));
  expect(await refused).toMatchObject({ code: 'not_host' });
});

it('sends no command any more once it is stopped', async () => {
  const started = session.command('start', {});
  await server.disconnect();
  session.stop();
  await wait(5000);
  expect(await started).toBe(null);
  await settle();
  expect(vi.getTimerCount()).toBe(0);
});
