import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { App } from '../../client/app/app.svelte.ts';
import { Catalogue } from '../../client/state/catalogue.svelte.ts';
import type { Api } from '../../client/net/api.ts';
import { ConnectionStatus } from '../../client/net/connection-status.svelte.ts';
import { GameClock } from '../../client/state/game-clock.svelte.ts';
import { PlayState } from '../../client/state/play-state.svelte.ts';
import { RoomSession } from '../../client/state/room-session.ts';
import { createMemoryStorage } from '../../client/state/storage.ts';
import { createServerClock } from '../../shared/client/server-clock.ts';
import {
  createFakeTransport,
  NICE,
  settle,
  viewOf,
  type FakeTransport,
} from '../unit/client/fake-transport.ts';
import AskPaneInApp from './AskPaneInApp.svelte';

let server: FakeTransport;
let session: RoomSession;
let connection: ConnectionStatus;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  server = createFakeTransport();
  let ids = 0;
  session = new RoomSession(
    { roomId: 'QKZP7M' },
    {
      transport: server.transport,
      clock: createServerClock(() => Date.now()),
      storage: createMemoryStorage(),
      newId: () => `g${(ids += 1)}`,
      seatedIn: () => [],
      fetchFinds: () => Promise.resolve(null),
    },
  );
  server.take('join').answer({ ok: true, view: viewOf(), seq: 10 });
  await settle();
  connection = new ConnectionStatus(server.transport);
  const app = {
    preferences: { hasSound: false, vibrates: false },
    connection,
  } as unknown as App;
  render(AskPaneInApp, {
    app,
    session,
    play: new PlayState(session.room, new Catalogue({} as Api)),
    clock: new GameClock(session.room),
    isPhone: false,
    onrepeat: () => undefined,
  });
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const lines = (): string[] => {
  flushSync();
  return [...document.querySelectorAll('#answer p')].map((line) =>
    line.textContent.replace(/\s+/g, ' ').trim(),
  );
};
const spoken = (): string[] => screen.getAllByRole('status').map((region) => region.textContent);

async function refuse(refusal: object): Promise<void> {
  server.take('guess').answer({ ok: false, message: '', ...refusal });
  await settle();
}

it('says that the server is busy, what waits and when the next try is, and says it aloud once', async () => {
  session.guess('lyon');
  session.guess('nice');
  await refuse({ code: 'overloaded', retryAfterMs: 2000 });
  await vi.advanceTimersByTimeAsync(400);
  expect(lines()).toEqual(['The server is busy', '2 names wait, next try in 2 s']);
  expect(spoken()).toContain('The server is busy. What you named is kept and sent again.');
  const before = spoken();
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines()).toEqual(['The server is busy', '2 names wait, next try in 1 s']);
  expect(spoken()).toEqual(before);
});

it('stays through a try that is refused again, and goes with the answer', async () => {
  session.guess('nice');
  await refuse({ code: 'overloaded', retryAfterMs: 500 });
  await vi.advanceTimersByTimeAsync(600);
  // Sent again, not answered yet.
  expect(lines()[0]).toBe('The server is busy');
  await refuse({ code: 'overloaded', retryAfterMs: 500 });
  expect(lines()).toEqual(['The server is busy', '1 name waits, next try in 1 s']);
  await vi.advanceTimersByTimeAsync(600);
  server.take('guess').answer({ ok: true, outcome: 'found', cities: [NICE], score: {}, seq: 11 });
  await settle();
  expect(lines()[0]).toContain('Nice');
  expect(session.outbox.pending).toEqual([]);
});

it('says nothing of a try that succeeds at once', async () => {
  session.guess('nice');
  await refuse({ code: 'overloaded', retryAfterMs: 100 });
  await vi.advanceTimersByTimeAsync(200);
  expect(lines()).toEqual([]);
});

it('lets an answer stand for a moment although others wait', async () => {
  session.guess('nice');
  session.guess('lyon');
  server.take('guess').answer({ ok: true, outcome: 'found', cities: [NICE], score: {}, seq: 11 });
  await refuse({ code: 'overloaded', retryAfterMs: 5000 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines()[0]).toContain('Nice');
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines()[0]).toBe('The server is busy');
});

it.each([
  [{ code: 'rate_limited', retryAfterMs: 3000 }, 'Too fast for the server'],
  [{ code: 'unavailable', retryAfterMs: 3000 }, 'The game cannot be saved right now'],
  [{ code: 'of_a_later_release', retryAfterMs: 3000 }, 'The server is busy'],
])('says why it waits: %j', async (refusal, line) => {
  session.guess('nice');
  await refuse(refusal);
  await vi.advanceTimersByTimeAsync(400);
  expect(lines()[0]).toBe(line);
});

const waiting = (): string[] => {
  flushSync();
  const list = screen.queryByRole('list', { name: 'Waiting to be sent' });
  return [...(list?.children ?? [])].map((item) => item.textContent);
};

it.each([
  ['silent', 'No answer right now', 'Kept and sent again'],
  ['offline', 'Waiting to send 2', 'You are offline'],
] as const)('says that the connection is %s, and shows all that waits', (silence, line1, line2) => {
  const names = ['lyon', 'llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'];
  for (const name of names) session.guess(name);
  expect(waiting()).toEqual([]);
  connection.noteSilence(silence);
  expect(lines()).toEqual([line1, line2]);
  expect(waiting()).toEqual(names);
});

it('says that all is well again after a silence, and that a loss follows it', async () => {
  server.connect();
  connection.noteSilence('silent');
  connection.noteSilence(null);
  expect(lines()).toEqual(['Back. Everything is up to date.']);
  connection.noteSilence('silent');
  server.disconnect();
  connection.noteSilence(null);
  await settle();
  expect(lines()).toEqual(['Reconnecting', 'Go on: nothing is lost']);
});

it('closes the field when the clock has run out, and keeps the focus there', async () => {
  const endsAt = Date.now() + 12_000;
  server.tell((listener) =>
    listener.events?.('QKZP7M', [
      { type: 'started', seq: 11, at: Date.now(), startsAt: Date.now() - 400_000, endsAt },
    ]),
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name a city' });
  await vi.advanceTimersByTimeAsync(3000);
  expect(spoken()).toContain('10 seconds left');
  expect(field.readOnly).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([field.readOnly, field.placeholder]).toEqual([true, 'Time is up']);
  expect(document.activeElement).toBe(field);
});

it('says aloud what others claim, one announcement in 5 s', async () => {
  const claim = (seq: number, city: typeof NICE) =>
    server.tell((listener) =>
      listener.events?.('QKZP7M', [
        { type: 'found', seq, at: Date.now(), playerId: 'her', cities: [city], score: { cities: seq } },
      ]),
    );
  await vi.advanceTimersByTimeAsync(1000);
  claim(11, NICE);
  flushSync();
  expect(spoken()).toContain('Marta has Nice');
  claim(12, { ...NICE, id: 1, name: 'Lille' });
  claim(13, { ...NICE, id: 2, name: 'Brest' });
  await vi.advanceTimersByTimeAsync(4900);
  expect(spoken()).toContain('Marta has Nice');
  await vi.advanceTimersByTimeAsync(200);
  expect(spoken()).toContain('Marta has Brest, and 1 more before');
});
