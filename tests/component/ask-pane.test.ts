import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { App } from '../../client/app/app.svelte.ts';
import { Catalogue } from '../../client/state/catalogue.svelte.ts';
import type { Api } from '../../client/net/api.ts';
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
  const app = {
    preferences: { hasSound: false, vibrates: false },
    connection: { status: 'connected' },
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
