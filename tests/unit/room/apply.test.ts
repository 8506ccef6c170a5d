import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, RoomEvent } from '../../../shared/messages.ts';
import { applyEvent, createInbox } from '../../../shared/room/apply.ts';
import { start } from '../../../shared/room/rules.ts';
import { buildView, coalesceScores, reduceEvent } from '../../../shared/room/visibility.ts';
import { after, roomOf, scored, T0, withGuests } from './fixture.ts';

const LYON: City = {
  id: 2996944,
  name: 'Lyon',
  lat: 45.7,
  lon: 4.8,
  population: 522_250,
  country: 'FR',
  region: 'ARA',
};
const found = (seq: number, playerId = 'ben'): RoomEvent => ({
  seq,
  at: T0 + seq,
  type: 'found',
  playerId,
  cities: [LYON],
  score: { cities: 1, population: LYON.population },
});

const raceRecord = () => {
  const lobby = withGuests(roomOf({ seconds: 60 }), 'ben');
  return scored(
    { ...after(lobby, start(lobby, 'anna', 0)), foundCount: 1 },
    { 1: { cities: 1, population: 522_250 } },
  );
};

describe('what a viewer may know', () => {
  it('reduces a find in a race to a count for others, and to nobody else', () => {
    const text = JSON.stringify(reduceEvent(found(1), 'anna', true));
    expect(JSON.parse(text)).toEqual({
      seq: 1,
      at: T0 + 1,
      type: 'scored',
      playerId: 'ben',
      score: { cities: 1 },
    });
    expect(reduceEvent(found(1), 'ben', true)).toEqual(found(1));
    expect(reduceEvent(found(1), 'anna', false)).toEqual(found(1));
  });

  it('leaves no population of others in a race’s view, and everything of one’s own', () => {
    const record = raceRecord();
    const finds = { count: 1, newest: [{ seatIndex: 1, cityId: LYON.id, at: T0 }] };
    const other = buildView(record, 'anna', { count: 0, newest: [] }, () => LYON);
    expect(other.players.map((player) => player.score)).toEqual([
      { cities: 0, population: 0 },
      { cities: 1 },
    ]);
    const own = buildView(record, 'ben', finds, () => LYON);
    expect(own.found).toEqual([{ playerId: 'ben', city: LYON, at: T0 }]);
    expect(own.players[1]?.score.population).toBe(522_250);
  });

  it('coalesces a player’s scores without losing a seq', () => {
    const batch = [1, 2, 3, 4].map((seq) =>
      reduceEvent(found(seq, seq === 3 ? 'cleo' : 'ben'), 'anna', true),
    );
    const sent = coalesceScores(batch);
    expect(sent).toHaveLength(2);
    expect(sent.flatMap((event) => [event.seq, ...(event.covers ?? [])]).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('applying events', () => {
  it('adds a find and its score', () => {
    const view = buildView(raceRecord(), 'anna', { count: 0, newest: [] }, () => LYON);
    const next = applyEvent(view, found(9));
    expect(next.foundCount).toBe(1);
    expect(next.players.find(({ id }) => id === 'ben')?.score).toEqual({
      cities: 1,
      population: LYON.population,
    });
    expect(view.foundCount).toBe(0);
  });

  it('starts a rematch from nothing', () => {
    const view = applyEvent(
      buildView(raceRecord(), 'anna', { count: 0, newest: [] }, () => LYON),
      found(9),
    );
    const next = applyEvent(view, { seq: 10, at: T0, type: 'rematched', settings: view.settings });
    expect(next).toMatchObject({ phase: 'lobby', found: [], foundCount: 0, startsAt: null });
    expect(next.players.every((player) => player.score.cities === 0)).toBe(true);
  });
});

describe('inbox', () => {
  it('delivers each event once and in order, however batches arrive', () => {
    const all = Array.from({ length: 12 }, (_, index) => found(index + 1));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 8 }),
        (shuffled, repeats) => {
          const inbox = createInbox(0);
          const seen: number[] = [];
          for (const event of shuffled) seen.push(...inbox.receive([event]).map(({ seq }) => seq));
          for (const index of repeats) seen.push(...inbox.receive([all[index]!]).map(({ seq }) => seq));
          expect(seen).toEqual(all.map(({ seq }) => seq));
          expect(inbox.hasGap).toBe(false);
        },
      ),
    );
  });

  it('knows a gap, and closes it by an acknowledgement', () => {
    const inbox = createInbox(4);
    expect(inbox.receive([found(6)])).toEqual([]);
    expect(inbox.hasGap).toBe(true);
    expect(inbox.cover(5).map(({ seq }) => seq)).toEqual([6]);
    expect(inbox.watermark).toBe(6);
  });

  it('takes covered seqs as delivered', () => {
    const inbox = createInbox(0);
    expect(inbox.receive([{ ...found(3), covers: [1, 2] }]).map(({ seq }) => seq)).toEqual([3]);
    expect(inbox.watermark).toBe(3);
  });

  it('starts again from a view, keeping what is newer', () => {
    const inbox = createInbox(0);
    inbox.receive([found(5), found(8)]);
    expect(inbox.reset(7).map(({ seq }) => seq)).toEqual([8]);
    expect(inbox.watermark).toBe(8);
  });
});
