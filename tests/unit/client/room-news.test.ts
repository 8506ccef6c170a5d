import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../client/play/room-news.ts';
import { waitingLine } from '../../../client/text/lobby.ts';
import type { Player, View } from '../../../shared/messages.ts';
import { viewOf } from './fake-transport.ts';

const [me, marta] = viewOf().players as [Player, Player];
const seen = (...players: Player[]): View => viewOf({ players });
const told = (before: View, after: View) => newsOf(before, after).map(({ text }) => text);

describe('news of a room', () => {
  it.each<[string, View, View, string[]]>([
    ['who comes', seen(me), seen(me, marta), ['Marta joined']],
    ['who watches', seen(me), seen(me, { ...marta, role: 'spectator' }), ['Marta watches']],
    ['who leaves a lobby', seen(me, marta), seen(me), ['Marta left']],
    [
      'who leaves in play',
      seen(me, marta),
      seen(me, { ...marta, left: true, online: false }),
      ['Marta left'],
    ],
    ['who comes back', seen(me, { ...marta, left: true, online: false }), seen(me, marta), ['Marta joined']],
    ['who is cut off', seen(me, marta), seen(me, { ...marta, online: false }), ['Marta is offline']],
    ['who is back', seen(me, { ...marta, online: false }), seen(me, marta), ['Marta is back']],
    ['who hosts', seen(me, marta), { ...seen(me, marta), hostId: 'her' }, ['Marta hosts now']],
    ['that one hosts', { ...seen(me, marta), hostId: 'her' }, seen(me, marta), ['You host now']],
    ['nothing of oneself', seen(marta), seen(marta, me), []],
    ['nothing of scores', seen(me, marta), seen(me, { ...marta, score: { cities: 3 } }), []],
  ])('tells %s', (_, before, after, texts) => {
    expect(told(before, after)).toEqual(texts);
  });

  it('carries the mark of the player, or of the team where teams play', () => {
    expect(newsOf(seen(me), seen(me, marta))).toEqual([{ text: 'Marta joined', seat: 1 }]);
    const { settings } = viewOf();
    const teams = (...players: Player[]) =>
      viewOf({ players, settings: { ...settings, mode: 'teams', teams: 4 } });
    expect(newsOf(teams(me), teams(me, { ...marta, team: 3 }))).toEqual([{ text: 'Marta joined', seat: 3 }]);
  });
});

describe('the lobby', () => {
  const lobby = (hostId: string, ...players: Player[]) => waitingLine(viewOf({ hostId, players }));
  it.each([
    ['her', [me, marta], 'Waiting for Marta to start.'],
    ['her', [me, { ...marta, online: false }], 'Marta is away. Somebody else hosts soon.'],
    ['her', [me], 'Waiting for somebody to host.'],
    ['me', [me], 'Waiting for a second player.'],
    ['me', [{ ...me, role: 'spectator' as const }], 'Waiting for the first player.'],
    ['me', [me, marta], '0 of 1 ready. Start when you like.'],
    [
      'me',
      [
        { ...me, role: 'spectator' as const },
        { ...marta, ready: true },
      ],
      'Everybody is ready.',
    ],
  ])('hosted by %s says what it waits for', (hostId, players, line) => {
    expect(lobby(hostId, ...players)).toBe(line);
  });
});
