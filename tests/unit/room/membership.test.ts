import { describe, expect, it } from 'vitest';
import { disconnect, end, handover, join, kick, leave, rename, start } from '../../../shared/room/rules.ts';
import { seatOf } from '../../../shared/room/record.ts';
import { after, at, eventsOf, person, roomOf, T0, withGuests } from './fixture.ts';

describe('join', () => {
  it('gives each newcomer a seat and a colour of their own', () => {
    const room = withGuests(roomOf(), 'ben', 'cleo');
    expect(room.doc.seats.map((seat) => [seat.index, seat.colour])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('suffixes a name that looks like one in the room', () => {
    const room = roomOf();
    const next = after(room, join(room, person('x', 'АNNA'), undefined));
    expect(seatOf(next.doc, 'x')?.name).toBe('АNNA 2');
  });

  it('resumes a held seat without news when the room never saw it go', () => {
    const room = withGuests(roomOf(), 'ben');
    const again = join(room, { ...person('ben'), connection: { node: 'n2', socket: 's9' } }, undefined);
    expect(eventsOf(again)).toEqual([]);
    expect(seatOf(after(room, again).doc, 'ben')?.connection).toEqual({ node: 'n2', socket: 's9' });
  });

  it.each([
    ['room_full', { maxPlayers: 2 }, 'player'],
    ['room_locked', { locked: true }, 'player'],
  ] as const)('refuses with %s', (code, settings, as) => {
    let room = roomOf({ ...settings, ...('locked' in settings ? { locked: false } : {}) });
    room = withGuests(room, 'ben');
    room = { ...room, doc: { ...room.doc, settings: { ...room.doc.settings, ...settings } } };
    expect(join(room, person('cleo'), as)).toEqual({ refuse: code });
  });

  it('lets a full room be watched', () => {
    const room = withGuests(roomOf({ maxPlayers: 2 }), 'ben');
    expect(seatOf(after(room, join(room, person('cleo'), 'spectator')).doc, 'cleo')?.role).toBe('spectator');
  });

  it('hides somebody’s solo game', () => {
    expect(join(roomOf({ mode: 'solo' }), person('ben'), undefined)).toEqual({ refuse: 'no_such_room' });
  });

  it('refuses players, not spectators, in play without lateJoin', () => {
    const lobby = roomOf({ lateJoin: false });
    const playing = after(lobby, start(lobby, 'anna', 5000));
    expect(join(playing, person('ben'), undefined)).toEqual({ refuse: 'wrong_phase' });
    expect(join(playing, person('ben'), 'spectator')).toHaveProperty('change');
  });

  it('changes the role of a held seat in the lobby only', () => {
    const room = withGuests(roomOf(), 'ben');
    const watching = after(room, join(room, person('ben'), 'spectator'));
    expect(seatOf(watching.doc, 'ben')?.role).toBe('spectator');
    const playing = after(watching, start(watching, 'anna', 0));
    expect(seatOf(after(playing, join(playing, person('ben'), 'player')).doc, 'ben')?.role).toBe('spectator');
  });

  it('balances teams', () => {
    const room = withGuests(roomOf({ mode: 'teams', teams: 2 }), 'b', 'c', 'd');
    expect(room.doc.seats.map((seat) => seat.team)).toEqual([0, 1, 0, 1]);
  });
});

describe('leave', () => {
  it('gives up the seat in the lobby and passes the host’s place on', () => {
    const room = withGuests(roomOf(), 'ben', 'cleo');
    const outcome = leave(room, 'anna');
    expect(eventsOf(outcome)).toEqual(['left', 'hosted']);
    expect(after(room, outcome).doc).toMatchObject({
      hostId: 'ben',
      seats: [{ playerId: 'ben' }, { playerId: 'cleo' }],
    });
  });

  it('keeps the seat in play, and takes it up again by join', () => {
    const lobby = withGuests(roomOf(), 'ben');
    const playing = after(lobby, start(lobby, 'anna', 0));
    const gone = after(playing, leave(playing, 'ben'));
    expect(seatOf(gone.doc, 'ben')).toMatchObject({ left: true, online: false });
    const back = join(gone, person('ben'), undefined);
    expect(eventsOf(back)).toEqual(['joined']);
    expect(seatOf(after(gone, back).doc, 'ben')).toMatchObject({ left: false, index: 1 });
  });

  it('is nothing for somebody who is not seated', () => {
    expect(leave(roomOf(), 'nobody')).toEqual({ same: true });
  });
});

describe('host', () => {
  it('kicks, and bans for good', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(kick(room, 'ben', 'anna', false)).toEqual({ refuse: 'not_host' });
    const banned = after(room, kick(room, 'anna', 'ben', true));
    expect(join(banned, person('ben'), undefined)).toEqual({ refuse: 'banned' });
    const kicked = after(room, kick(room, 'anna', 'ben', false));
    expect(join(kicked, person('ben'), undefined)).toHaveProperty('change');
  });

  it('hands over to a player of the room', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(after(room, handover(room, 'anna', 'ben')).doc.hostId).toBe('ben');
    expect(handover(room, 'anna', 'nobody')).toEqual({ refuse: 'bad_payload' });
    expect(end(room, 'ben')).toEqual({ refuse: 'not_host' });
  });
});

describe('rename and disconnect', () => {
  it('rejects a copy of a name in the room', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(rename(room, 'ben', 'Аnna')).toEqual({ refuse: 'name_rejected' });
    expect(eventsOf(rename(room, 'ben', 'Bernd'))).toEqual(['renamed']);
  });

  it('ignores the end of a connection that the seat no longer has', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(disconnect(at(room, T0 + 1), 'ben', 'an older socket')).toEqual({ same: true });
    const away = after(room, disconnect(at(room, T0 + 1), 'ben', 'socket-of-ben'));
    expect(seatOf(away.doc, 'ben')).toMatchObject({ connection: null, awaySince: T0 + 1, online: true });
  });
});
