import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoomSession } from '../../client/state/room-session.ts';
import type { RoomState } from '../../client/state/room.svelte.ts';
import { createMemoryStorage, type Storage } from '../../client/state/storage.ts';
import type { RoomTarget } from '../../shared/client/join-flow.ts';
import { createServerClock } from '../../shared/client/server-clock.ts';
import type { FoundEntry, RoomEvent, Welcome } from '../../shared/messages.ts';
import {
  createFakeTransport,
  LYON,
  NICE,
  settle,
  viewOf,
  type FakeTransport,
} from '../unit/client/fake-transport.ts';

let server: FakeTransport;
let storage: Storage;
let session: RoomSession;
let room: RoomState;
let more: FoundEntry[] | null;
let ids: number;
let seated: string[] | null;

function open(
  target: RoomTarget = { roomId: 'QKZP7M' },
  announce: (roomId: string) => void = () => undefined,
): void {
  session = new RoomSession(target, {
    transport: server.transport,
    clock: createServerClock(() => 5000),
    storage,
    newId: () => `g${(ids += 1)}`,
    seatedIn: () => seated,
    fetchFinds: () => Promise.resolve(more),
    announce,
  });
  room = session.room;
}

async function joined(view = viewOf(), seq = 10): Promise<void> {
  open();
  server.take('join').answer({ ok: true, view, seq });
  await settle();
}

const found = (seq: number, city = NICE, playerId = 'her'): RoomEvent => ({
  type: 'found',
  seq,
  at: 4000 + seq,
  playerId,
  cities: [city],
  score: { cities: 1, population: 1 },
});
const receive = (...events: RoomEvent[]) => server.tell((listener) => listener.events?.('QKZP7M', events));
const names = () => room.finds.list.map(({ city }) => city.name);

beforeEach(() => {
  vi.useFakeTimers();
  server = createFakeTransport();
  storage = createMemoryStorage();
  more = null;
  ids = 0;
  seated = [];
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

describe('guesses', () => {
  it('leave at once, one after the other, each under its own id', async () => {
    await joined();
    session.guess('lyon');
    session.guess('  nice ');
    expect(server.sent.map(({ payload }) => payload)).toEqual([
      { roomId: 'QKZP7M', guessId: 'g1', text: 'lyon' },
      { roomId: 'QKZP7M', guessId: 'g2', text: 'nice' },
    ]);
    expect(session.outbox.pending.map(({ text }) => text)).toEqual(['lyon', 'nice']);
  });

  it('put the city on the map with the acknowledgement, once, and take its place in the order', async () => {
    await joined();
    session.guess('lyon');
    server.take('guess').answer({
      ok: true,
      outcome: 'found',
      cities: [LYON],
      score: { cities: 1, population: LYON.population },
      seq: 11,
    });
    await settle();
    expect(names()).toEqual(['Lyon']);
    expect(room.justFound).toEqual([LYON.id]);
    expect(room.you?.score).toEqual({ cities: 1, population: LYON.population });
    receive(found(11, LYON, 'me'), found(12));
    expect(names()).toEqual(['Lyon', 'Nice']);
    expect(room.view?.foundCount).toBe(2);
  });

  it('are sent again under the same id after a broken connection, once the seat is held again', async () => {
    await joined();
    session.guess('lyon');
    server.disconnect();
    await settle();
    session.guess('nice');
    expect(server.sent).toEqual([]);
    server.connect();
    expect(server.sent.map(({ name }) => name)).toEqual(['join']);
    server.take('join').answer({ ok: true, view: viewOf(), seq: 10 });
    await vi.advanceTimersByTimeAsync(600);
    expect(server.sent.map(({ payload }) => payload['guessId'])).toEqual(['g1', 'g2']);
  });

  it('wait as long as the server asks, and then go again in their order', async () => {
    await joined();
    session.guess('lyon');
    session.guess('nice');
    const [first, second] = [server.take('guess'), server.take('guess')];
    first.answer({ ok: false, code: 'rate_limited', message: '', retryAfterMs: 3000 });
    second.answer({ ok: false, code: 'rate_limited', message: '', retryAfterMs: 3000 });
    await vi.advanceTimersByTimeAsync(2900);
    expect(server.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    // One at first: a server that just refused is not asked for all of them at once.
    expect(server.sent.map(({ payload }) => payload['guessId'])).toEqual(['g1']);
    server.take('guess').answer({ ok: true, outcome: 'found', cities: [LYON], score: {}, seq: 11 });
    await settle();
    expect(server.sent.map(({ payload }) => payload['guessId'])).toEqual(['g2']);
  });

  it('survive a reload', async () => {
    await joined();
    session.guess('lyon');
    session.stop();
    server = createFakeTransport();
    await joined();
    expect(server.take('guess').payload).toEqual({ roomId: 'QKZP7M', guessId: 'g1', text: 'lyon' });
  });

  it('say which game they were made in, also after a reload', async () => {
    server.offered.add('runId');
    await joined(viewOf({ runId: 'run-1' }));
    session.guess('lyon');
    session.stop();
    server = createFakeTransport();
    server.offered.add('runId');
    await joined(viewOf({ runId: 'run-2' }));
    expect(server.take('guess').payload).toEqual({
      roomId: 'QKZP7M',
      guessId: 'g1',
      text: 'lyon',
      runId: 'run-1',
    });
  });

  it('typed before a room exists follow it to its id', async () => {
    open({ createId: 'c1', settings: { quiz: 'world', mode: 'solo' } });
    session.guess('lyon');
    expect(server.sent.map(({ name }) => name)).toEqual(['create']);
    server.take('create').answer({ ok: true, roomId: 'S', view: viewOf({ roomId: 'S' }), seq: 1 });
    await settle();
    expect(room.roomId).toBe('S');
    expect(server.take('guess').payload).toEqual({ roomId: 'S', guessId: 'g1', text: 'lyon' });
    expect(storage.get('guesses:c1')).toBeUndefined();
    expect(storage.get('guesses:S')).toEqual([{ guessId: 'g1', text: 'lyon' }]);
  });

  it('that come outside the game are dropped and said so', async () => {
    await joined();
    session.guess('lyon');
    server.take('guess').answer({ ok: false, code: 'wrong_phase', message: 'no' });
    await settle();
    expect(session.outbox.pending).toEqual([]);
    expect(room.answer).toMatchObject({ kind: 'refused', text: 'lyon', refusal: { code: 'wrong_phase' } });
  });

  it('that came after the end of their game are kept for its result, and go with the next game', async () => {
    await joined(viewOf({ runId: 'run-1' }));
    for (const text of ['torino', 'napoli']) session.guess(text);
    for (let i = 0; i < 2; i += 1)
      server.take('guess').answer({ ok: false, code: 'wrong_phase', message: 'no' });
    await settle();
    expect(room.late).toEqual(['torino', 'napoli']);
    receive({ type: 'rematched', seq: 11, at: 5000, settings: viewOf().settings, runId: 'run-2' });
    expect(room.late).toEqual([]);
  });

  it('join again when the server no longer knows the seat, and give up only after that', async () => {
    await joined();
    session.guess('lyon');
    server.take('guess').answer({ ok: false, code: 'no_such_room', message: '' });
    await settle();
    server.take('join').answer({ ok: true, view: viewOf(), seq: 10 });
    await settle();
    server.take('guess').answer({ ok: false, code: 'no_such_room', message: '' });
    await settle();
    expect(session.outbox.pending).toEqual([]);
    expect(room.answer).toMatchObject({ kind: 'refused' });
  });
});

describe('what is being typed', () => {
  const typed = { roomId: 'QKZP7M', guessId: 'g1', text: 'lyon', typing: true };

  it('is sent beside the guesses, and shows only a credit', async () => {
    server.offered.add('typing');
    await joined();
    const nothing = session.typed(' lyon ');
    const first = server.take('guess');
    expect(first.payload).toEqual(typed);
    first.answer({ ok: true, outcome: 'unknown', cities: [] });
    expect(await nothing).toBe(false);
    expect([room.answer, session.outbox.pending]).toEqual([null, []]);
    const credit = session.typed('lyon');
    server.take('guess').answer({ ok: true, outcome: 'found', cities: [LYON], score: {}, seq: 11 });
    expect(await credit).toBe(true);
    expect(names()).toEqual(['Lyon']);
  });

  it('is one with the guess of the same text, made before the answer', async () => {
    server.offered.add('typing');
    await joined();
    void session.typed('lyon');
    session.guess('nice');
    session.guess('lyon');
    expect(server.sent.map(({ payload }) => payload['guessId'])).toEqual(['g1', 'g2', 'g1']);
  });

  it('is not sent to a server that does not know it, nor where the seat is away', async () => {
    await joined();
    expect(await session.typed('lyon')).toBe(false);
    server.offered.add('typing');
    server.disconnect();
    expect(await session.typed('lyon')).toBe(false);
    expect(server.sent).toEqual([]);
  });
});

describe('the chips of guesses', () => {
  it('go with a room that is gone', async () => {
    await joined();
    session.guess('lyon');
    server.take('guess').answer({ ok: false, code: 'no_such_room', message: '' });
    await settle();
    server.take('join').answer({ ok: false, code: 'no_such_room', message: '' });
    await settle();
    expect(room.refusal?.code).toBe('no_such_room');
    expect(session.outbox.pending).toEqual([]);
    expect(storage.get('guesses:QKZP7M')).toBeUndefined();
  });

  it('go with a seat that was taken away', async () => {
    await joined();
    session.guess('lyon');
    receive({ type: 'kicked', seq: 11, at: 5000, playerId: 'me' });
    expect(session.outbox.pending).toEqual([]);
  });
});

describe('events', () => {
  it('that come early wait for the missing one', async () => {
    await joined();
    receive(found(12, LYON));
    expect(names()).toEqual([]);
    receive(found(11, NICE));
    expect(names()).toEqual(['Nice', 'Lyon']);
    await vi.advanceTimersByTimeAsync(400);
    expect(server.sent).toEqual([]);
  });

  it('with a gap that stays open are asked for', async () => {
    await joined();
    receive(found(12, LYON));
    await vi.advanceTimersByTimeAsync(299);
    expect(server.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    const sync = server.take('sync');
    expect(sync.payload).toEqual({ roomId: 'QKZP7M', since: 10 });
    sync.answer({ ok: true, events: [found(11), found(12, LYON)], seq: 12 });
    await settle();
    expect(names()).toEqual(['Nice', 'Lyon']);
  });

  it('are asked for when a heartbeat is ahead', async () => {
    await joined();
    server.tell((listener) => listener.heartbeat?.('QKZP7M', 10));
    await vi.advanceTimersByTimeAsync(400);
    expect(server.sent).toEqual([]);
    server.tell((listener) => listener.heartbeat?.('QKZP7M', 11));
    await vi.advanceTimersByTimeAsync(400);
    server.take('sync').answer({
      ok: true,
      view: viewOf({ foundCount: 1, found: [{ playerId: 'her', city: NICE, at: 1 }] }),
      seq: 11,
    });
    await settle();
    expect(names()).toEqual(['Nice']);
  });

  it('end with everything that may be seen then', async () => {
    more = [
      { playerId: 'her', city: NICE, at: 1 },
      { playerId: 'me', city: LYON, at: 2 },
    ];
    await joined(viewOf({ settings: { ...viewOf().settings, mode: 'race' } }));
    const results = { runId: 'r', standings: [], finishedAt: 4900 };
    server.tell((listener) => listener.events?.('QKZP7M', [{ type: 'ended', seq: 11, at: 4900, results }]));
    expect(room.phase).toBe('ended');
    server.take('join').answer({
      ok: true,
      view: viewOf({
        phase: 'ended',
        results,
        foundCount: 2,
        found: [{ playerId: 'me', city: LYON, at: 2 }],
      }),
      seq: 11,
    });
    await settle();
    expect(names()).toEqual(['Nice', 'Lyon']);
  });

  it('that leave something out have the room read, not joined, where the server can', async () => {
    server.offered.add('view');
    await joined();
    const results = { runId: 'r', standings: [], finishedAt: 4900 };
    const { settings } = viewOf();
    receive({ type: 'ended', seq: 11, at: 4900, results });
    server.take('view').answer({ ok: true, view: viewOf({ phase: 'ended', results }), seq: 11 });
    await settle();
    receive(
      { type: 'rematched', seq: 12, at: 5000, settings },
      { type: 'configured', seq: 13, at: 5000, settings },
    );
    await vi.advanceTimersByTimeAsync(200);
    server.take('view').answer({ ok: true, view: viewOf({ phase: 'lobby', startsAt: null }), seq: 13 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.sent).toEqual([]);
  });

  it('of a rematch clear the map', async () => {
    await joined();
    receive(found(11));
    const { settings } = viewOf();
    server.tell((listener) =>
      listener.events?.('QKZP7M', [{ type: 'rematched', seq: 12, at: 5000, settings }]),
    );
    expect(names()).toEqual([]);
    expect(room.phase).toBe('lobby');
  });
});

describe('the seat', () => {
  it('is taken again after a lost connection', async () => {
    await joined();
    server.disconnect();
    expect(room.isJoined).toBe(false);
    server.connect();
    server.take('join').answer({ ok: true, view: viewOf(), seq: 10 });
    await settle();
    expect(room.isJoined).toBe(true);
  });

  it('is told to the other tabs before it is asked for', () => {
    const told: unknown[] = [];
    open({ roomId: 'QKZP7M' }, (roomId) => told.push(roomId, server.sent.length));
    expect(told).toEqual(['QKZP7M', 0]);
  });

  it('taken by another tab stays there until somebody asks', async () => {
    await joined();
    server.tell((listener) => listener.superseded?.('QKZP7M'));
    expect(room.isSuperseded).toBe(true);
    session.guess('lyon');
    server.disconnect();
    server.connect();
    expect(server.sent).toEqual([]);
    session.enter();
    server.take('join').answer({ ok: true, view: viewOf(), seq: 10 });
    await settle();
    expect(server.take('guess').payload['text']).toBe('lyon');
  });

  it('is asked for again while the store is away', async () => {
    open();
    server.take('join').answer({ ok: false, code: 'unavailable', message: '', retryAfterMs: 700 });
    await vi.advanceTimersByTimeAsync(800);
    expect(server.take('join').payload).toEqual({ roomId: 'QKZP7M' });
  });

  it('that cannot be had is a refusal with its code', async () => {
    open();
    server.take('join').answer({ ok: false, code: 'room_full', message: 'full' });
    await settle();
    expect(room.refusal?.code).toBe('room_full');
    session.enter('spectator');
    expect(server.take('join').payload).toEqual({ roomId: 'QKZP7M', as: 'spectator' });
  });

  it('is resumed by whoever holds it, whatever role the address asks for', () => {
    seated = null;
    open({ roomId: 'QKZP7M', as: 'spectator' });
    expect(server.sent).toEqual([]);
    seated = ['QKZP7M'];
    server.tell((listener) => listener.welcome?.({} as Welcome));
    expect(server.take('join').payload).toEqual({ roomId: 'QKZP7M' });
  });

  it('is not asked for again by whom the host removed', async () => {
    await joined();
    server.tell((listener) =>
      listener.events?.('QKZP7M', [{ type: 'kicked', seq: 11, at: 5000, playerId: 'me' }]),
    );
    expect([room.isKicked, room.refusal?.code]).toEqual([true, 'not_seated']);
    server.disconnect();
    server.connect();
    expect(server.sent).toEqual([]);
    session.enter();
    server.take('join').answer({ ok: false, code: 'banned', message: '' });
    await settle();
    expect([room.isKicked, room.refusal?.code]).toEqual([false, 'banned']);
  });

  it('that was left in another tab is not taken again', async () => {
    await joined();
    receive({ type: 'left', seq: 11, at: 5000, playerId: 'me' });
    expect([room.isJoined, room.refusal?.code]).toEqual([false, 'not_seated']);
    session.guess('lyon');
    server.disconnect();
    server.connect();
    expect(server.sent).toEqual([]);
  });

  it('stays as it is, with a word, when its other role is refused', async () => {
    await joined(viewOf({ phase: 'lobby', startsAt: null }));
    session.enter('player');
    server.take('join').answer({ ok: false, code: 'room_full', message: 'full' });
    await settle();
    expect([room.isJoined, room.refusal, room.notice]).toEqual([true, null, 'full']);
  });

  it('steers the next connection to its room, and no longer when the page is left', async () => {
    await joined();
    session.stop();
    expect(server.steered).toEqual(['QKZP7M', null]);
  });
});

it('asks for the rest of the finds when the view holds only the newest', async () => {
  more = [
    { playerId: 'her', city: NICE, at: 1 },
    { playerId: 'her', city: LYON, at: 2 },
  ];
  await joined(viewOf({ foundCount: 2, found: [{ playerId: 'her', city: LYON, at: 2 }] }));
  expect(names()).toEqual(['Nice', 'Lyon']);
});

it('asks for the results when the clock ran out and nobody told', async () => {
  await joined(viewOf({ endsAt: 2000 }));
  expect(room.phase).toBe('ended');
  await vi.advanceTimersByTimeAsync(300);
  expect(server.take('join').payload).toEqual({ roomId: 'QKZP7M' });
});

it('asks for the whole view when the settings change, once for a burst of changes', async () => {
  await joined(viewOf({ phase: 'lobby', startsAt: null }));
  const settings = { ...viewOf().settings, mode: 'teams' as const, teams: 2 };
  for (const seq of [11, 12])
    server.tell((listener) => listener.events?.('QKZP7M', [{ type: 'configured', seq, at: 5000, settings }]));
  await vi.advanceTimersByTimeAsync(250);
  server.take('join').answer({
    ok: true,
    seq: 12,
    view: viewOf({
      phase: 'lobby',
      startsAt: null,
      settings,
      players: viewOf().players.map((player, team) => ({ ...player, team })),
    }),
  });
  await settle();
  expect(server.sent).toEqual([]);
  expect(room.you?.team).toBe(0);
});

it('believes a store that lost its last moments, but not an answer that was overtaken', async () => {
  await joined(viewOf({ foundCount: 1, found: [{ playerId: 'me', city: LYON, at: 1 }] }), 20);
  const less = { ok: true, view: viewOf(), seq: 12 };
  server.disconnect();
  server.connect();
  server.take('join').answer(less);
  await settle();
  expect(names()).toEqual(['Lyon']);
  await vi.advanceTimersByTimeAsync(250);
  server.take('join').answer(less);
  await settle();
  expect(names()).toEqual([]);
  receive(found(13));
  expect(names()).toEqual(['Nice']);
});
