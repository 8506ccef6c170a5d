import { expect, it } from 'vitest';
import type { GuessResult } from '../../server/store/room-store.ts';
import type { Mode } from '../../shared/settings.ts';
import { describeStores, NODE } from './backends.ts';
import { asFound, createRoom, guessOf, seatAt } from './rooms.ts';

/** What seat 0's second guess of a city answers, after seat 0, 1 or 2 had it first. */
const SECOND: Record<Exclude<Mode, 'solo'>, [own: string, mate: string, rival: string]> = {
  race: ['already', 'found', 'found'],
  claim: ['already', 'taken', 'taken'],
  coop: ['already', 'already', 'already'],
  teams: ['already', 'already', 'taken'],
};
const outcomeOf = (result: GuessResult) => ('outcome' in result ? result.outcome : result.refused);

describeStores('a guess', (backend) => {
  it.each(Object.entries(SECOND))('in %s belongs to whom the mode says', async (mode, expected) => {
    const store = backend.store();
    const outcomes: string[] = [];
    for (const first of [0, 1, 2]) {
      const doc = await createRoom(store, mode as Mode);
      asFound(await store.rooms.guess(guessOf(doc, first, [7])));
      outcomes.push(outcomeOf(await store.rooms.guess(guessOf(doc, 0, [7]))));
    }
    expect(outcomes).toEqual(expected);
  });

  it('in solo is found once and then already', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'solo');
    expect(asFound(await store.rooms.guess(guessOf(doc, 0, [7])))).toMatchObject({
      cityIds: [7],
      score: { cities: 1, population: 1000 },
      seq: 1,
      again: 0,
      more: 0,
      repeated: false,
      full: false,
    });
    expect(await store.rooms.guess(guessOf(doc, 0, [7]))).toEqual({
      outcome: 'already',
      cityIds: [7],
      more: 0,
    });
  });

  it('credits the first free namesake and counts those left', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(asFound(await store.rooms.guess(guessOf(doc, i, [1, 2, 3]))));
    expect(answers.map(({ cityIds, again, more }) => ({ cityIds, again, more }))).toEqual([
      { cityIds: [1], again: 2, more: 2 },
      { cityIds: [2], again: 1, more: 1 },
      { cityIds: [3], again: 0, more: 0 },
    ]);
  });

  it('credits no namesake out of reach, and counts those', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const say = (seat: number) => store.rooms.guess(guessOf(doc, seat, [1, 2, 3, 4, 5], { reach: 2 }));
    expect(asFound(await say(0))).toMatchObject({ cityIds: [1], again: 1, more: 4 });
    asFound(await store.rooms.guess(guessOf(doc, 2, [4], { qualified: true })));
    expect(asFound(await say(0))).toMatchObject({ cityIds: [2], again: 0, more: 2 });
    expect(await say(0)).toEqual({ outcome: 'already', cityIds: [1, 2], more: 2 });
    expect(await say(1)).toMatchObject({ outcome: 'taken', owners: [{ cityId: 1 }, { cityId: 2 }], more: 2 });
    expect(await backend.store().rooms.read(doc.roomId)).toMatchObject({ foundCount: 3 });
  });

  it('keeps how each name was said, through a parked room too', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'solo');
    for (const change of [{}, {}, { qualified: true }])
      asFound(await store.rooms.guess(guessOf(doc, 0, [1, 2, 3], change)));
    asFound(await store.rooms.guess(guessOf(doc, 0, [4, 5], { take: 'all' })));
    const said = async () =>
      (await store.rooms.findsFrom(doc.roomId, doc.runId, 1, 9)).map((find) => [find.cityId, find.said]);
    const expected = [
      [2, 'repeated'],
      [3, 'qualified'],
      [4, 'bare'],
      [5, 'repeated'],
    ];
    expect(await said()).toEqual(expected);
    const dump = (await store.rooms.dump(doc.roomId))!;
    await store.rooms.remove(doc.roomId);
    await store.rooms.restore(dump);
    expect(await said()).toEqual(expected);
  });

  it('takes all free namesakes where asked', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    await store.rooms.guess(guessOf(doc, 1, [2]));
    const all = asFound(await store.rooms.guess(guessOf(doc, 0, [1, 2, 3], { take: 'all' })));
    expect(all).toMatchObject({
      cityIds: [1, 3],
      again: 0,
      more: 0,
      score: { cities: 2, population: 2000 },
      seq: 2,
    });
  });

  it('tells the loser who had each city, and how much earlier', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const first = asFound(await store.rooms.guess(guessOf(doc, 1, [1])));
    const own = asFound(await store.rooms.guess(guessOf(doc, 0, [2])));
    const taken = await store.rooms.guess(guessOf(doc, 0, [1, 2]));
    expect(taken).toMatchObject({ outcome: 'taken', owners: [{ cityId: 1, playerId: 'p1' }] });
    const { byMs } = (taken as Extract<GuessResult, { outcome: 'taken' }>).owners[0]!;
    expect(byMs).toBeGreaterThanOrEqual(own.at - first.at);
    expect(await store.rooms.guess(guessOf(doc, 0, [2, 1]))).toEqual({
      outcome: 'already',
      cityIds: [2],
      more: 0,
    });
  });

  it('sent again gives the same answer and changes nothing, also after the end and for another text', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const guess = guessOf(doc, 0, [1, 5], { take: 'all' });
    const first = asFound(await store.rooms.guess(guess));
    await store.rooms.guess(guessOf(doc, 0, [3]));
    await store.rooms.guess(guessOf(doc, 1, [2]));
    const again = await backend.again();
    expect(await again.rooms.guess(guess)).toEqual({ ...first, repeated: true });
    const record = (await again.rooms.read(doc.roomId))!;
    await again.rooms.commit(doc.roomId, {
      doc: { ...record.doc, endsAt: record.now },
      version: record.version,
      events: [],
      at: record.now,
    });
    expect(asFound(await again.rooms.guess({ ...guess, candidates: [77], populations: [1] }))).toMatchObject({
      cityIds: [1, 5],
      score: first.score,
      seq: first.seq,
      repeated: true,
    });
    expect(await again.rooms.seq(doc.roomId)).toBe(3);
  });

  it('sent again after hundreds of others gives the answer that it had', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'race');
    const steps = Array.from({ length: 600 }, (_, i) =>
      i % 7 === 0
        ? guessOf(doc, i % 3, [i + 1, 2 ** 31 + i], { take: 'all' })
        : guessOf(doc, i % 3, [i + 1, i + 2, i + 3], { reach: 2 }),
    );
    const answers = await Promise.all(steps.map((step) => store.rooms.guess(step)));
    const again = await backend.again();
    const repeats = await Promise.all(steps.map((step) => again.rooms.guess(step)));
    expect(repeats).toEqual(answers.map((answer) => ({ ...asFound(answer), repeated: true })));
    expect(await again.rooms.read(doc.roomId)).toMatchObject({ seq: 600, foundCount: 686 });
  });

  it('keeps the same guessId of two players apart', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'coop');
    asFound(await store.rooms.guess(guessOf(doc, 0, [1], { guessId: 'same' })));
    expect(asFound(await store.rooms.guess(guessOf(doc, 1, [2], { guessId: 'same' })))).toMatchObject({
      cityIds: [2],
      repeated: false,
    });
  });

  it('is refused to those who do not play', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim', {
      seats: [
        seatAt(0),
        seatAt(1, { role: 'spectator' }),
        seatAt(2, { left: true }),
        seatAt(3, { done: true }),
      ],
    });
    const refusals = [];
    for (const index of [1, 2, 3, 4]) refusals.push(await store.rooms.guess(guessOf(doc, index, [1])));
    refusals.push(await store.rooms.guess({ ...guessOf(doc, 0, [1]), roomId: 'nowhere' }));
    expect(refusals).toEqual(
      ['not_seated', 'not_seated', 'wrong_phase', 'no_such_room', 'no_such_room'].map((refused) => ({
        refused,
      })),
    );
  });

  it('for another run is refused, also one that was credited in it', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const { runId } = doc;
    const guess = guessOf(doc, 0, [1], { runId });
    asFound(await store.rooms.guess(guess));
    expect(asFound(await store.rooms.guess(guess)).repeated).toBe(true);
    const record = (await store.rooms.read(doc.roomId))!;
    await store.rooms.commit(doc.roomId, {
      doc: { ...record.doc, runId: 'another' },
      version: record.version,
      events: [],
      at: record.now,
    });
    const again = await backend.again();
    expect(await again.rooms.guess(guess)).toEqual({ refused: 'wrong_phase' });
    expect(await again.rooms.guess(guessOf(doc, 1, [2], { runId }))).toEqual({ refused: 'wrong_phase' });
    expect(asFound(await again.rooms.guess({ ...guess, runId: 'another' })).repeated).toBe(false);
    // Who does not say, means whatever is played.
    asFound(await again.rooms.guess(guessOf(doc, 1, [2])));
  });

  it('is refused before the start, from the end on, and outside a game', async () => {
    const store = backend.store();
    const now = store.now();
    const phases = [
      { startsAt: now + 3_600_000 },
      { endsAt: now - 60_000 },
      { stage: 'lobby' as const, startsAt: null },
      { stage: 'ended' as const },
    ];
    for (const phase of phases) {
      const doc = await createRoom(store, 'race', phase);
      expect(await store.rooms.guess(guessOf(doc, 0, [1]))).toEqual({ refused: 'wrong_phase' });
    }
    const open = await createRoom(store, 'race', { endsAt: now + 3_600_000 });
    asFound(await store.rooms.guess(guessOf(open, 0, [1])));
  });

  it.each(['solo', 'race', 'claim', 'coop', 'teams'] as const)(
    'that fills the map ends the game in the same step, in %s',
    async (mode) => {
      const store = backend.store();
      const quiz = { title: 'Small', cities: 3, population: 3000, dataVersion: 'test' };
      const doc = await createRoom(store, mode, { quiz });
      const before = (await store.rooms.read(doc.roomId))!;
      const apart = mode === 'race' || mode === 'solo';
      const second = apart ? 0 : 3;
      expect(asFound(await store.rooms.guess(guessOf(doc, 0, [1]))).full).toBe(false);
      if (mode === 'race') expect(asFound(await store.rooms.guess(guessOf(doc, 1, [1]))).full).toBe(false);
      const last = asFound(await store.rooms.guess(guessOf(doc, second, [2, 3], { take: 'all' })));
      expect(last.full).toBe(true);
      const again = await backend.again();
      const after = (await again.rooms.read(doc.roomId))!;
      expect(after.doc.endsAt).toBe(last.at);
      expect(await again.rooms.guess(guessOf(doc, 0, [4]))).toEqual({ refused: 'wrong_phase' });
      // A command that was decided before the end cannot put it off.
      const stale = { doc: before.doc, version: before.version, events: [], at: before.now };
      expect(await again.rooms.commit(doc.roomId, stale)).toEqual({ conflict: true });
    },
  );

  it('tells whether members are connected to other nodes', async () => {
    const store = backend.store();
    const at = (node: string) => ({ connection: { node, socket: 's' } });
    const local = await createRoom(store, 'claim', { seats: [seatAt(0, at(NODE)), seatAt(1)] });
    expect(asFound(await store.rooms.guess(guessOf(local, 0, [1]))).elsewhere).toEqual([]);
    const spread = await createRoom(store, 'claim', { seats: [seatAt(0, at(NODE)), seatAt(1, at('there'))] });
    expect(asFound(await store.rooms.guess(guessOf(spread, 0, [1]))).elsewhere).toEqual(
      store.kind === 'redis' ? ['there'] : [],
    );
  });

  it('of many at once gives each city to one player, with sums exact and no seq missing', async () => {
    const store = backend.store();
    const again = await backend.again();
    const cities = Array.from({ length: 60 }, (_, i) => 2 ** 31 + i);
    const seats = Array.from({ length: 24 }, (_, index) => seatAt(index));
    const doc = await createRoom(backend.store(), 'claim', { seats, nextIndex: 24 });
    const steps = seats.flatMap(({ index }) => cities.map((city) => guessOf(doc, index, [city])));
    const nodes = [backend.store(), store === backend.store() ? again : backend.store()];
    const results = await Promise.all(steps.map((step, i) => nodes[i % 2]!.rooms.guess(step)));
    const found = results.flatMap((result) =>
      'outcome' in result && result.outcome === 'found' ? [result] : [],
    );
    expect(found.flatMap(({ cityIds }) => cityIds).sort()).toEqual(cities);
    expect(results.filter((result) => outcomeOf(result) === 'taken')).toHaveLength(23 * cities.length);
    const record = (await nodes[0]!.rooms.read(doc.roomId))!;
    expect([...record.scores.values()].reduce((sum, score) => sum + score.cities, 0)).toBe(60);
    expect([...record.scores.values()].reduce((sum, score) => sum + score.population!, 0)).toBe(60_000);
    expect(record).toMatchObject({ seq: 60, foundCount: 60 });
    const { events } = (await nodes[0]!.rooms.events(doc.roomId, 0, 500))!;
    expect(events.map(({ seq }) => seq)).toEqual(cities.map((_, i) => i + 1));
    for (const city of cities) expect(await nodes[1]!.rooms.ownerOf(doc.roomId, city, 0)).not.toBeNull();
  });
});
