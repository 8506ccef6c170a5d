import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import BigControls from '../../client/big-screen/BigControls.svelte';
import BigStandings from '../../client/big-screen/BigStandings.svelte';
import type { Api } from '../../client/net/api.ts';
import BottomSheet from '../../client/play/BottomSheet.svelte';
import Leaders from '../../client/play/Leaders.svelte';
import RoomNews from '../../client/play/RoomNews.svelte';
import RoomPane from '../../client/play/RoomPane.svelte';
import WatchPane from '../../client/play/WatchPane.svelte';
import { Catalogue } from '../../client/state/catalogue.svelte.ts';
import { PlayState } from '../../client/state/play-state.svelte.ts';
import { finalLines } from '../../client/state/ranks.ts';
import { RoomSession } from '../../client/state/room-session.ts';
import { createMemoryStorage } from '../../client/state/storage.ts';
import { TEAM_NAMES } from '../../client/text/room.ts';
import { createServerClock } from '../../shared/client/server-clock.ts';
import type { Player, RoomEvent, View } from '../../shared/messages.ts';
import {
  createFakeTransport,
  NICE,
  settle,
  viewOf,
  type FakeTransport,
} from '../unit/client/fake-transport.ts';

// Svelte's media queries ask for it as they are loaded.
vi.hoisted(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

let server: FakeTransport;
let session: RoomSession;

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jan', 'Kim', 'Leo', 'Mia'];
const player = (name: string, i: number, change: Partial<Player> = {}): Player => ({
  id: name,
  name,
  colour: i,
  online: true,
  ready: false,
  role: 'player',
  score: { cities: 20 - i, population: 1000 - i },
  ...change,
});
const players = NAMES.map((name, i) => player(name, i));
const { settings } = viewOf();
const TEAMS = {
  settings: { ...settings, mode: 'teams', teams: 2 } as const,
  players: players.slice(0, 4).map((one, i) => ({ ...one, team: i % 2 })),
};
/** The room as `Mia`, the last of thirteen, sees it. */
const crowd = (change: Partial<View> = {}): View =>
  viewOf({ players, hostId: 'Ada', you: { playerId: 'Mia', role: 'player' }, ...change });

async function enter(view: View): Promise<void> {
  server = createFakeTransport();
  session = new RoomSession(
    { roomId: 'QKZP7M' },
    {
      transport: server.transport,
      clock: createServerClock(() => 5000),
      storage: createMemoryStorage(),
      newId: () => 'g',
      seatedIn: () => [],
      fetchFinds: () => Promise.resolve(null),
    },
  );
  server.take('join').answer({ ok: true, view, seq: 10 });
  await settle();
}
const play = () => new PlayState(session.room, new Catalogue({} as Api));
const receive = (event: object): void => {
  server.tell((listener) => listener.events?.('QKZP7M', [event as RoomEvent]));
  flushSync();
};

afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

it('asks a host in the row whether to remove somebody in mid-game, and removes nobody otherwise', async () => {
  await enter(crowd({ you: { playerId: 'Ada', role: 'player' } }));
  render(RoomPane, { session, play: play() });
  expect(screen.queryByRole('button', { name: 'Remove Ada' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Cleo' }));
  const asked = screen.getByRole('group', { name: 'Remove Cleo?' });
  await fireEvent.click(within(asked).getByRole('button', { name: 'Keep' }));
  expect(server.sent).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Cleo' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(server.take('kick').payload).toEqual({ roomId: 'QKZP7M', playerId: 'Cleo', ban: false });
});

it('offers nobody else to remove people', async () => {
  await enter(crowd());
  render(RoomPane, { session, play: play() });
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
});

it('names the players of each team, and who has a city by the team', async () => {
  await enter(crowd({ ...TEAMS, hostId: 'Ben', you: { playerId: 'Ben', role: 'player' } }));
  render(RoomPane, { session, play: play() });
  const [blue, vermilion] = screen.getByRole('list', { name: 'Standings' }).children;
  expect(blue?.textContent).toMatch(/Blue.*Ada.*Cleo/s);
  expect(vermilion?.textContent).toMatch(/Vermilion.*You.*Dan/s);
  expect(screen.getByRole('button', { name: 'Remove Cleo' })).toBeTruthy();
  session.guess('nice');
  server.take('guess').answer({ ok: true, outcome: 'taken', cities: [{ ...NICE, by: 'Ada', byMs: 90_000 }] });
  await settle();
  expect(play().answer?.line1).toBe('Taken. Blue has Nice');
});

it('shows the three who lead in a strip, oneself as “You”', async () => {
  await enter(crowd({ you: { playerId: 'Ben', role: 'player' } }));
  render(Leaders, { view: session.room.view! });
  const strip = screen
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  expect(strip).toEqual(['Ada 20', 'You 19', 'Cleo 18']);
});

it('tells what happens in the room for a moment, without anything to open', async () => {
  await enter(crowd());
  vi.useFakeTimers();
  render(RoomNews, { room: session.room });
  const line = (): string => {
    flushSync();
    return screen.getByRole('status').textContent.trim();
  };
  expect(line()).toBe('');
  receive({ seq: 11, at: 1, type: 'emoted', playerId: 'Cleo', emote: 'clap' });
  expect(line()).toBe('Cleo: Well named');
  receive({ seq: 12, at: 2, type: 'left', playerId: 'Dan' });
  expect(line()).toBe('Dan left');
  receive({ seq: 13, at: 3, type: 'hosted', playerId: 'Mia' });
  expect(line()).toBe('You host now');
  await vi.advanceTimersByTimeAsync(5000);
  expect(line()).toBe('');
});

it('explains to those who watch a race what they do not see', async () => {
  await enter(
    crowd({ settings: { ...settings, mode: 'race' }, you: { playerId: 'eye', role: 'spectator' } }),
  );
  render(WatchPane, { view: session.room.view! });
  expect(screen.getByRole('heading').textContent).toBe('You are watching');
  expect(screen.getByText(/Until the end only counts are shown/)).toBeTruthy();
});

it('labels the sheet of a phone', () => {
  const children = createRawSnippet(() => ({ render: () => '<p>List</p>' }));
  render(BottomSheet, { label: 'Players, cities', children });
  expect(screen.getByRole('button', { name: 'Show the list: Players, cities' }).textContent).toContain(
    'Players, cities',
  );
});

it('lets a host who does not play start, end and begin again from the big screen', async () => {
  const hosting = { hostId: 'eye', you: { playerId: 'eye', role: 'spectator' } } as const;
  await enter(
    crowd({ ...hosting, phase: 'lobby', startsAt: null, settings: { ...settings, hostPlays: false } }),
  );
  const { rerender } = render(BigControls, { session });
  await fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  expect(server.take('start').payload).toEqual({ roomId: 'QKZP7M' });
  receive({ seq: 11, at: 1, type: 'started', startsAt: 1000, endsAt: null });
  await rerender({ session });
  await fireEvent.click(screen.getByRole('button', { name: 'End' }));
  expect(server.sent).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'End the game' }));
  expect(server.take('end').payload).toEqual({ roomId: 'QKZP7M' });
  receive({ seq: 12, at: 2, type: 'ended', results: { runId: 'r', standings: [], finishedAt: 3 } });
  await fireEvent.click(screen.getByRole('button', { name: 'Rematch' }));
  expect(server.take('rematch').payload).toEqual({ roomId: 'QKZP7M' });
});

it('shows the winner at full strength on the big screen, even one who has gone', async () => {
  await enter(crowd());
  const view = crowd({ players: players.map((one) => ({ ...one, online: false })) });
  const standings = players.map(({ id, name, score }, i) => ({ playerId: id, name, score, rank: i + 1 }));
  render(BigStandings, {
    lines: finalLines(view, standings, TEAM_NAMES),
    hasScores: true,
    isOver: true,
    hasMembers: false,
  });
  const [winner] = screen.getAllByRole('listitem');
  expect(winner?.textContent).toMatch(/1\s*Ada/);
  expect(winner?.classList.contains('away')).toBe(false);
  expect(winner?.classList.contains('first')).toBe(true);
});
