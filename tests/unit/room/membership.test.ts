import { describe, expect, it } from 'vitest';
import { DURATIONS } from '../../../shared/durations.ts';
import { LIMITS } from '../../../shared/limits.ts';
import {
  advance,
  configure,
  disconnect,
  end,
  handover,
  join,
  kick,
  leave,
  rematch,
  rename,
  start,
} from '../../../shared/room/rules.ts';
import { phaseOf, seatOf, type RoomRecord } from '../../../shared/room/record.ts';
import { changeSettings } from '../../../shared/room/settings.ts';
import { after, at, eventsOf, person, QUIZ, roomOf, scored, T0, withGuests } from './fixture.ts';

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

  it('refuses players, not spectators, after the end', () => {
    const playing = after(roomOf(), start(roomOf(), 'anna', 0));
    const over = { ...playing, doc: { ...playing.doc, endsAt: playing.now } };
    expect(join(over, person('ben'), undefined)).toEqual({ refuse: 'wrong_phase' });
    expect(join(over, person('ben'), 'spectator')).toHaveProperty('change');
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

  it('ends a game that its last player leaves, also with spectators, and not where somebody is only away', () => {
    const lobby = withGuests(roomOf(), 'ben');
    const watched = after(lobby, join(lobby, person('cleo'), 'spectator'));
    const playing = at(after(watched, start(watched, 'anna', 0)), T0 + 10);
    const away = after(playing, disconnect(playing, 'ben', 'socket-of-ben'));
    const one = after(away, leave(away, 'anna'));
    expect(phaseOf(one.doc, T0 + 20)).toBe('playing');
    const none = after(one, leave(one, 'ben'));
    expect(phaseOf(none.doc, T0 + 20)).toBe('ended');
    expect(eventsOf(advance(none, DURATIONS))).toEqual(['ended']);
  });

  it('leaves a solo game as it is, to be taken up again', () => {
    const solo = roomOf({ mode: 'solo' });
    const left = after(solo, leave(solo, 'anna'));
    expect(phaseOf(left.doc, T0 + 10)).toBe('playing');
    expect(seatOf(after(left, join(left, person('anna'), undefined)).doc, 'anna')?.left).toBe(false);
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

  it('who left for good is followed by whoever comes next', () => {
    const alone = roomOf();
    const empty = after(alone, leave(alone, 'anna'));
    const watched = after(empty, join(empty, person('cleo'), 'spectator'));
    expect(watched.doc.hostId, 'spectators never host').toBe('anna');
    const joined = join(watched, person('ben'), undefined);
    expect(eventsOf(joined)).toEqual(['joined', 'hosted']);
    expect(after(watched, joined).doc.hostId).toBe('ben');
  });

  it('who left for good is followed by whoever comes back', () => {
    const room = withGuests(roomOf(), 'ben');
    const away = after(room, disconnect(room, 'ben', 'socket-of-ben'));
    const empty = after(away, leave(away, 'anna'));
    const back = join(empty, person('ben'), undefined);
    expect(after(empty, back).doc.hostId).toBe('ben');
  });

  it('who becomes a spectator hands over, and starts nothing alone', () => {
    const room = withGuests(roomOf(), 'ben');
    const watching = join(room, person('anna'), 'spectator');
    expect(eventsOf(watching)).toEqual(['joined', 'hosted']);
    expect(after(room, watching).doc.hostId).toBe('ben');
    const alone = after(roomOf(), join(roomOf(), person('anna'), 'spectator'));
    expect(start(alone, 'anna', 0)).toEqual({ refuse: 'not_host' });
    expect(after(alone, join(alone, person('ben'), undefined)).doc.hostId).toBe('ben');
  });

  it('hands over to a player of the room', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(after(room, handover(room, 'anna', 'ben')).doc.hostId).toBe('ben');
    expect(handover(room, 'anna', 'nobody')).toEqual({ refuse: 'bad_payload' });
    expect(end(room, 'ben')).toEqual({ refuse: 'not_host' });
  });
});

describe('a removed player', () => {
  it('was in the room: nobody else can be kicked or banned', () => {
    const room = withGuests(roomOf(), 'ben');
    for (const ban of [false, true])
      expect(kick(room, 'anna', 'never-here', ban)).toEqual({ refuse: 'bad_payload' });
    const left = after(room, leave(room, 'ben'));
    const banned = after(left, kick(left, 'anna', 'ben', true));
    expect(join(banned, person('ben'), undefined)).toEqual({ refuse: 'banned' });
    expect(kick(banned, 'anna', 'ben', true), 'said twice').toEqual({ same: true });
  });

  it('who left in play may be banned after the rematch', () => {
    const lobby = withGuests(roomOf(), 'ben');
    const playing = after(lobby, start(lobby, 'anna', 0));
    const alone = after(playing, leave(playing, 'ben'));
    const over: RoomRecord = { ...alone, doc: { ...alone.doc, stage: 'ended', endedAt: T0 } };
    const again = after(
      over,
      rematch(over, 'anna', { runId: 'run-2', settings: over.doc.settings, quiz: QUIZ }),
    );
    expect(seatOf(again.doc, 'ben')).toBeUndefined();
    expect(after(again, kick(again, 'anna', 'ben', true)).doc.banned).toEqual(['ben']);
  });

  it('is one of a bounded number that a room remembers', () => {
    let room = roomOf();
    for (let n = 0; n < LIMITS.bannedPerRoom + LIMITS.departedPerRoom; n += 1) {
      const here = withGuests(room, `troll-${n}`);
      room = after(here, kick(here, 'anna', `troll-${n}`, true));
    }
    expect(room.doc.banned).toHaveLength(LIMITS.bannedPerRoom);
    expect(room.doc.departed).toHaveLength(LIMITS.departedPerRoom);
    expect(room.doc.banned.at(-1)).toBe(`troll-${LIMITS.bannedPerRoom + LIMITS.departedPerRoom - 1}`);
    expect(room.doc.seats).toHaveLength(1);
    expect(room.doc.nextIndex, 'seats of a lobby are numbered afresh').toBeLessThan(3);
  });
});

describe('who watches', () => {
  it('is bounded, also where players become spectators', () => {
    const ids = Array.from({ length: LIMITS.spectators }, (_, n) => `s${n}`);
    const full = ids.reduce((room, id) => after(room, join(room, person(id), 'spectator')), roomOf());
    const room = withGuests(full, 'ben');
    expect(join(room, person('ben'), 'spectator')).toEqual({ refuse: 'room_full' });
  });
});

describe('a join that changes nothing', () => {
  it('is the same again, and no change', () => {
    const room = withGuests(roomOf(), 'ben');
    expect(join(room, person('ben'), undefined)).toEqual({ same: true });
    expect(join(room, person('ben'), 'player')).toEqual({ same: true });
    const elsewhere = { ...person('ben'), connection: { node: 'n2', socket: 'socket-of-ben' } };
    expect(join(room, elsewhere, undefined)).toHaveProperty('change');
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

describe('host who does not play', () => {
  const HOSTED = { hostPlays: false, maxPlayers: 2 } as const;
  /** `anna` only hosts; `ben` and `cleo` fill the room. */
  const full = (): RoomRecord => withGuests(roomOf(HOSTED), 'ben', 'cleo');
  const hosts = ({ doc }: RoomRecord) => [doc.hostId, seatOf(doc, doc.hostId)?.role];
  const setTo = (room: RoomRecord, hostPlays: boolean) => configure(room, 'anna', { hostPlays }, QUIZ);

  it('takes none of the seats, and still starts, ends, kicks and begins again', () => {
    const lobby = full();
    expect(hosts(lobby)).toEqual(['anna', 'spectator']);
    expect(join(lobby, person('dan'), undefined)).toEqual({ refuse: 'room_full' });
    const playing = after(lobby, start(lobby, 'anna', 0));
    const kicked = after(playing, kick(playing, 'anna', 'ben', false));
    const over = after(kicked, end(kicked, 'anna'));
    const settled = advance(over, DURATIONS);
    if (!('change' in settled)) throw new Error('nothing was settled');
    expect(settled.change.doc.results?.standings.map(({ playerId }) => playerId)).toEqual(['ben', 'cleo']);
    const ended: RoomRecord = { ...over, doc: settled.change.doc };
    const { settings } = ended.doc;
    const again = after(ended, rematch(ended, 'anna', { runId: 'run-2', settings, quiz: QUIZ }));
    expect(hosts(again)).toEqual(['anna', 'spectator']);
  });

  it('starts nothing before somebody plays', () => {
    const alone = roomOf(HOSTED);
    expect(start(alone, 'anna', 0)).toEqual({ refuse: 'wrong_phase' });
    expect(start(withGuests(alone, 'ben'), 'anna', 0)).toHaveProperty('change');
  });

  it('gives the seat up and takes it again, in the lobby and with a rematch', () => {
    const room = withGuests(roomOf({ maxPlayers: 2 }), 'ben');
    const gone = setTo(room, false);
    expect(eventsOf(gone)).toEqual(['configured', 'joined']);
    const hosting = after(room, gone);
    expect(hosts(hosting)).toEqual(['anna', 'spectator']);
    expect(hosts(after(hosting, setTo(hosting, true)))).toEqual(['anna', 'player']);
    expect(setTo(withGuests(hosting, 'cleo'), true)).toEqual({ refuse: 'room_full' });

    const playing = after(room, start(room, 'anna', 0));
    expect(setTo(playing, false)).toEqual({ refuse: 'wrong_phase' });
    const ended: RoomRecord = {
      ...scored(playing, { 0: { cities: 7, population: 9 } }),
      doc: { ...playing.doc, stage: 'ended', endedAt: T0 },
    };
    const patch = { hostPlays: false };
    const settings = changeSettings(ended.doc.settings, patch);
    const again = rematch(ended, 'anna', { runId: 'run-2', settings, quiz: QUIZ, patch });
    expect(again).toMatchObject({
      change: { events: [{ type: 'rematched' }, { type: 'joined', player: { score: { cities: 0 } } }] },
    });
    expect(hosts(after(ended, again))).toEqual(['anna', 'spectator']);
  });

  it('is followed by a player, who keeps the seat, and gets the place back in time', () => {
    const lobby = full();
    const left = after(lobby, leave(lobby, 'anna'));
    expect(hosts(left)).toEqual(['ben', 'player']);
    const away = after(lobby, disconnect(lobby, 'anna', 'socket-of-anna'));
    const later = T0 + DURATIONS.hostPassesMs;
    const told = after(away, advance(at(away, later), DURATIONS), later);
    const passed = after(told, advance(at(told, later), DURATIONS), later);
    expect(hosts(passed)).toEqual(['ben', 'player']);
    const back = after(passed, join(passed, person('anna'), undefined));
    const returned = after(back, advance(back, DURATIONS));
    expect(hosts(returned)).toEqual(['anna', 'spectator']);
    expect(advance(returned, DURATIONS)).toEqual({ same: true });
  });

  it('hands over to a player or to somebody who watches', () => {
    const lobby = full();
    expect(hosts(after(lobby, handover(lobby, 'anna', 'cleo')))).toEqual(['cleo', 'player']);
    const watched = after(lobby, join(lobby, person('eve'), 'spectator'));
    const handed = after(watched, handover(watched, 'anna', 'eve'));
    expect(hosts(handed)).toEqual(['eve', 'spectator']);
    expect(advance(handed, DURATIONS)).toEqual({ same: true });
  });

  it('is nothing in a solo game', () => {
    const solo = roomOf({ mode: 'solo', hostPlays: false });
    expect(hosts(solo)).toEqual(['anna', 'player']);
    expect(solo.doc.settings).not.toHaveProperty('hostPlays');
  });
});
