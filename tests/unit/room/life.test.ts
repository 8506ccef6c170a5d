import { describe, expect, it } from 'vitest';
import { DURATIONS } from '../../../shared/durations.ts';
import { phaseOf, seatOf, type RoomRecord } from '../../../shared/room/record.ts';
import {
  advance,
  configure,
  disconnect,
  done,
  end,
  join,
  nextDueAt,
  rematch,
  start,
} from '../../../shared/room/rules.ts';
import { changeSettings } from '../../../shared/room/settings.ts';
import { after, at, eventsOf, person, QUIZ, roomOf, scored, T0, withGuests } from './fixture.ts';

const MINUTE = 60_000;

/** Takes every step that is due at `now`; answers the types of the events and how it ended. */
function run(record: RoomRecord, now: number): { record: RoomRecord; types: string[]; verdict: string } {
  const types: string[] = [];
  let room = at(record, now);
  for (let turn = 0; turn < 50; turn += 1) {
    const step = advance(room, DURATIONS);
    if (!('change' in step)) return { record: room, types, verdict: Object.keys(step)[0]! };
    types.push(...eventsOf(step));
    room = { ...room, doc: step.change.doc, version: room.version + 1 };
  }
  throw new Error('advance never came to rest');
}

const started = (settings = {}, ...guests: string[]): RoomRecord => {
  const lobby = withGuests(roomOf({ seconds: 60, ...settings }), ...guests);
  return after(lobby, start(lobby, 'anna', 5000));
};

describe('phases', () => {
  it('follow from the store’s time alone', () => {
    const { doc } = started();
    expect([T0, T0 + 4999, T0 + 5000, T0 + 64_999, T0 + 65_000].map((now) => phaseOf(doc, now))).toEqual([
      'countdown',
      'countdown',
      'playing',
      'playing',
      'ended',
    ]);
  });

  it('start solo at its creation', () => {
    expect(phaseOf(roomOf({ mode: 'solo' }).doc, T0)).toBe('playing');
  });

  it('answer a second start with the same times', () => {
    const room = started();
    expect(start(room, 'anna', 5000)).toEqual({ same: true });
  });
});

describe('ending', () => {
  it('settles once, with shared ranks', () => {
    const room = scored(started({}, 'ben', 'cleo'), {
      0: { cities: 3, population: 10 },
      1: { cities: 5, population: 1 },
      2: { cities: 3, population: 10 },
    });
    const { record, types } = run(room, T0 + 65_000);
    expect(types).toEqual(['ended']);
    expect(record.doc.results?.standings.map((s) => [s.playerId, s.rank])).toEqual([
      ['ben', 1],
      ['anna', 2],
      ['cleo', 2],
    ]);
    expect(record.doc.results?.finishedAt).toBe(T0 + 65_000);
    expect(run(record, T0 + 66_000).types).toEqual([]);
  });

  it('happens when everybody online is done', () => {
    const room = at(started({}, 'ben'), T0 + 6000);
    const one = after(room, done(room, 'anna'));
    expect(phaseOf(one.doc, one.now)).toBe('playing');
    const both = after(one, done(one, 'ben'));
    expect(phaseOf(both.doc, both.now)).toBe('ended');
  });

  it('does not wait for somebody who went offline', () => {
    const room = at(started({}, 'ben'), T0 + 6000);
    const one = after(room, done(room, 'anna'));
    const away = after(one, disconnect(one, 'ben', 'socket-of-ben'));
    expect(run(away, T0 + 12_000).types).toEqual(['offline', 'ended']);
  });

  it('ranks teams by their sums', () => {
    const room = scored(started({ mode: 'teams' }, 'b', 'c', 'd'), {
      0: { cities: 9, population: 0 },
      1: { cities: 6, population: 0 },
      2: { cities: 0, population: 0 },
      3: { cities: 5, population: 0 },
    });
    const { record } = run(room, T0 + 65_000);
    expect(record.doc.results?.standings.map((s) => [s.playerId, s.rank])).toEqual([
      ['b', 1],
      ['d', 1],
      ['anna', 2],
      ['c', 2],
    ]);
  });

  it('can be called by the host, in countdown too', () => {
    const room = started();
    expect(run(after(room, end(room, 'anna')), T0).types).toEqual(['ended']);
  });
});

describe('absence', () => {
  it('is told after 5 s, passes the host’s place after 15 s and returns it within 60 s', () => {
    const room = at(started({ seconds: 3600 }, 'ben'), T0 + 6000);
    const away = after(room, disconnect(room, 'anna', 'socket-of-anna'));
    expect(run(away, T0 + 10_999).types).toEqual([]);
    expect(run(away, T0 + 11_000).types).toEqual(['offline']);
    const passed = run(away, T0 + 21_000);
    expect(passed.types).toEqual(['offline', 'hosted']);
    expect(passed.record.doc.hostId).toBe('ben');
    const back = after(at(passed.record, T0 + 40_000), join(passed.record, person('anna'), undefined));
    expect(run(back, T0 + 40_000)).toMatchObject({ types: ['hosted'], record: { doc: { hostId: 'anna' } } });
    const late = after(at(passed.record, T0 + 70_000), join(passed.record, person('anna'), undefined));
    expect(run(late, T0 + 70_000).record.doc.hostId).toBe('ben');
  });

  it('ends a game with nobody online after five minutes', () => {
    const room = at(started({ seconds: null }), T0 + 6000);
    const away = after(room, disconnect(room, 'anna', 'socket-of-anna'));
    expect(run(away, T0 + 6000 + 5 * MINUTE - 1).types).toEqual(['offline']);
    expect(run(away, T0 + 6000 + 5 * MINUTE).types).toContain('ended');
  });

  it('forgets an empty lobby after ten minutes and a finished room after thirty', () => {
    const lobby = after(roomOf(), disconnect(roomOf(), 'anna', 'socket-of-anna'));
    expect(run(lobby, T0 + 10 * MINUTE - 1).verdict).toBe('same');
    expect(run(lobby, T0 + 10 * MINUTE).verdict).toBe('expire');
    const over = run(after(started(), end(started(), 'anna')), T0).record;
    const away = after(over, disconnect(over, 'anna', 'socket-of-anna'));
    expect(run(away, T0 + 30 * MINUTE).verdict).toBe('expire');
  });

  it('parks an idle solo game after an hour', () => {
    const solo = roomOf({ mode: 'solo' });
    const away = after(solo, disconnect(solo, 'anna', 'socket-of-anna'));
    expect(run(away, T0 + 59 * MINUTE).verdict).toBe('same');
    expect(run(away, T0 + 60 * MINUTE).verdict).toBe('park');
  });

  it('is looked at when it is due', () => {
    const room = at(started({ seconds: 3600 }, 'ben'), T0 + 6000);
    const away = after(room, disconnect(room, 'anna', 'socket-of-anna'));
    expect(nextDueAt(away.doc, T0 + 6000, DURATIONS)).toBe(T0 + 11_000);
    const told = run(away, T0 + 11_000).record;
    expect(nextDueAt(told.doc, T0 + 11_000, DURATIONS)).toBe(T0 + 21_000);
  });
});

describe('rematch', () => {
  it('keeps the room and the seats, drops who left, and takes a new run', () => {
    const room = started({}, 'ben', 'cleo');
    const over = run(after(room, end(room, 'anna')), T0).record;
    const settings = changeSettings(over.doc.settings, { quiz: 'spain' });
    const next = after(
      over,
      rematch(over, 'anna', { runId: 'run-2', settings, quiz: { ...QUIZ, title: 'Spain' } }),
    );
    expect(next.doc).toMatchObject({
      stage: 'lobby',
      runId: 'run-2',
      results: null,
      quiz: { title: 'Spain' },
    });
    expect(next.doc.seats).toHaveLength(3);
    expect(rematch(next, 'anna', { runId: 'run-3', settings, quiz: QUIZ })).toEqual({ same: true });
  });

  it('is refused in play and to guests', () => {
    const room = started({}, 'ben');
    const input = { runId: 'r', settings: room.doc.settings, quiz: QUIZ };
    expect(rematch(room, 'anna', input)).toEqual({ refuse: 'wrong_phase' });
    expect(rematch(room, 'ben', input)).toEqual({ refuse: 'not_host' });
  });
});

describe('configure', () => {
  it('changes anything in the lobby, only the lock in play', () => {
    const lobby = withGuests(roomOf(), 'ben');
    const changed = after(lobby, configure(lobby, 'anna', { mode: 'teams', teams: 3 }, QUIZ));
    expect(changed.doc.seats.map((seat) => seat.team)).toEqual([0, 1]);
    const back = after(changed, configure(changed, 'anna', { mode: 'claim' }, QUIZ));
    expect(seatOf(back.doc, 'ben')).not.toHaveProperty('team');
    const playing = after(lobby, start(lobby, 'anna', 0));
    expect(configure(playing, 'anna', { seconds: 90 }, QUIZ)).toEqual({ refuse: 'wrong_phase' });
    expect(configure(playing, 'anna', { locked: true }, QUIZ)).toHaveProperty('change');
    expect(configure(playing, 'ben', { locked: true }, QUIZ)).toEqual({ refuse: 'not_host' });
  });
});
