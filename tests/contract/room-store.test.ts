import { expect, it } from 'vitest';
import type { CommitRequest, RoomStore } from '../../server/store/room-store.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { RoomDoc, RoomRecord } from '../../shared/room/record.ts';
import { describeStores, NODE } from './backends.ts';
import { headerOf } from './runs.ts';
import { asCommitted, asFound, createRoom, docOf, guessOf, newestFinds, newRoomId, seatAt } from './rooms.ts';

const stepFrom = (
  record: RoomRecord,
  change: Partial<RoomDoc>,
  rest: Partial<CommitRequest> = {},
): CommitRequest => ({
  doc: { ...record.doc, ...change },
  version: record.version,
  events: [],
  at: record.now,
  ...rest,
});

describeStores('a room', (backend) => {
  it('is read as it was created', async () => {
    const doc = await createRoom(backend.store(), 'teams');
    const record = (await (await backend.again()).rooms.read(doc.roomId))!;
    expect(record).toMatchObject({ doc, version: 1, seq: 0, foundCount: 0 });
    expect(record.scores.size).toBe(0);
    expect(Math.abs(record.now - Date.now())).toBeLessThan(60_000);
  });

  it('is created once under a key, and under an id', async () => {
    const store = backend.store();
    const [doc, key] = [docOf('race', store.now()), newRoomId()];
    expect(await store.rooms.create(doc, key)).toEqual({ roomId: doc.roomId, created: true });
    const again = await backend.again();
    const other = docOf('race', store.now());
    expect(await again.rooms.create(other, key)).toEqual({ roomId: doc.roomId, created: false });
    expect(await again.rooms.read(other.roomId)).toBeNull();
    expect(await again.rooms.create(doc, newRoomId())).toEqual({ taken: true });
  });

  it('is created once by requests that come at the same time', async () => {
    const store = backend.store();
    const key = newRoomId();
    const docs = Array.from({ length: 8 }, () => docOf('race', store.now()));
    const answers = await Promise.all(docs.map((doc) => store.rooms.create(doc, key)));
    expect(new Set(answers.map((answer) => 'roomId' in answer && answer.roomId)).size).toBe(1);
    expect(answers.filter((answer) => 'created' in answer && answer.created)).toHaveLength(1);
    const left = await Promise.all(docs.map((doc) => store.rooms.read(doc.roomId)));
    expect(left.filter((record) => record !== null)).toHaveLength(1);
  });

  it('that nobody made is nowhere', async () => {
    const { rooms } = backend.store();
    const id = newRoomId();
    expect(await rooms.read(id)).toBeNull();
    expect(await rooms.seq(id)).toBeNull();
    expect(await rooms.events(id, 0, 10)).toBeNull();
    expect(await rooms.dump(id)).toBeNull();
    expect(await rooms.ownerOf(id, 1, 0)).toBeNull();
    const request = { runId: 'run', before: 1, limit: 10 };
    expect(await rooms.finds(id, { ...request, seats: 'all' })).toBeNull();
    expect(await rooms.finds(id, { ...request, seats: [0] })).toBeNull();
    expect(await rooms.findsFrom(id, 'run', 0, 10)).toEqual([]);
    expect(await rooms.remove(id)).toBe(true);
    const doc = docOf('race', 0, { roomId: id });
    expect(await rooms.commit(id, { doc, version: 1, events: [], at: 0 })).toEqual({ conflict: true });
  });

  it('tells what changes nothing of it, in its order and beside its document', async () => {
    const store = backend.store();
    const at = (node: string) => ({ connection: { node, socket: 's' } });
    const doc = await createRoom(store, 'claim', { seats: [seatAt(0, at(NODE)), seatAt(1, at('there'))] });
    asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
    const emoted = { type: 'emoted', playerId: 'p1', emote: 'wave' } as const;
    const told = await store.rooms.tell(doc.roomId, [emoted], 77);
    expect(told).toEqual({
      events: [{ seq: 2, at: 77, ...emoted }],
      elsewhere: store.kind === 'redis' ? ['there'] : [],
    });
    asFound(await store.rooms.guess(guessOf(doc, 0, [2])));
    const again = await backend.again();
    expect(await again.rooms.read(doc.roomId)).toMatchObject({ doc, version: 1, seq: 3, foundCount: 2 });
    const { events } = (await again.rooms.events(doc.roomId, 1, 10))!;
    expect(events).toMatchObject([
      { seq: 2, at: 77, ...emoted },
      { seq: 3, type: 'found' },
    ]);
    expect(await again.rooms.tell('nowhere', [emoted], 77)).toBeNull();
  });

  it('changes once a version, with events in order', async () => {
    const store = backend.store();
    const { roomId } = await createRoom(store, 'claim');
    const record = (await store.rooms.read(roomId))!;
    const step = stepFrom(
      record,
      { hostId: 'p1' },
      {
        events: [
          { type: 'hosted', playerId: 'p1' },
          { type: 'renamed', playerId: 'p2', name: 'Zoë 🗺️' },
        ],
      },
    );
    const result = asCommitted(await store.rooms.commit(roomId, step));
    expect(result).toEqual({
      version: 2,
      events: [
        { seq: 1, at: record.now, type: 'hosted', playerId: 'p1' },
        { seq: 2, at: record.now, type: 'renamed', playerId: 'p2', name: 'Zoë 🗺️' },
      ],
    });
    expect(await store.rooms.commit(roomId, step)).toEqual({ conflict: true });
    const again = await backend.again();
    expect(await again.rooms.read(roomId)).toMatchObject({ doc: { hostId: 'p1' }, version: 2, seq: 2 });
    expect(await again.rooms.events(roomId, 0, 10)).toEqual({ events: result.events, seq: 2 });
    expect(await again.rooms.events(roomId, 1, 10)).toEqual({ events: result.events.slice(1), seq: 2 });
    expect(await again.rooms.events(roomId, 2, 10)).toEqual({ events: [], seq: 2 });
    expect(await again.rooms.events(roomId, 9, 10)).toEqual({ events: [], seq: 2 });
    expect(await again.rooms.events(roomId, 0, 1)).toBeNull();
    expect(await again.rooms.seq(roomId)).toBe(2);
  });

  it('of many changes at once takes one', async () => {
    const store = backend.store();
    const { roomId } = await createRoom(store, 'claim');
    const record = (await store.rooms.read(roomId))!;
    const results = await Promise.all(
      [0, 1, 2, 3].map((i) => store.rooms.commit(roomId, stepFrom(record, { hostId: `p${i}` }))),
    );
    expect(results.filter((result) => 'version' in result)).toHaveLength(1);
  });

  it('refuses an event that only a guess may append', async () => {
    const store = backend.store();
    const { roomId } = await createRoom(store, 'claim');
    const found = { type: 'found' as const, playerId: 'p0', cities: [], score: { cities: 0 } };
    const record = (await store.rooms.read(roomId))!;
    await expect(store.rooms.commit(roomId, stepFrom(record, {}, { events: [found] }))).rejects.toThrow(
      TypeError,
    );
    expect(await store.rooms.read(roomId)).toMatchObject({ version: 1, seq: 0 });
  });

  it('keeps finds in their order, by city, by seat and by page', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'race');
    for (const [seat, city] of [
      [0, 5],
      [1, 5],
      [0, 4_294_967_295],
      [2, 9],
      [0, 7],
    ] as const)
      asFound(await store.rooms.guess(guessOf(doc, seat, [city])));
    const again = await backend.again();
    const { rooms } = again;
    const pairs = (finds: { seatIndex: number; cityId: number }[]) =>
      finds.map((f) => [f.seatIndex, f.cityId]);
    const newest = (seats: 'all' | number[], limit: number) => newestFinds(again, doc.roomId, seats, limit);
    expect(pairs(await newest('all', 2))).toEqual([
      [0, 7],
      [2, 9],
    ]);
    expect(pairs(await newest([0], 2))).toEqual([
      [0, 7],
      [0, 4_294_967_295],
    ]);
    expect(pairs(await newest([1, 2], 10))).toEqual([
      [2, 9],
      [1, 5],
    ]);
    expect(await newest([3], 10)).toEqual([]);
    const before = { runId: doc.runId, before: 3, limit: 2 };
    expect(pairs((await rooms.finds(doc.roomId, { ...before, seats: 'all' }))!)).toEqual([
      [0, 4_294_967_295],
      [1, 5],
    ]);
    expect(pairs((await rooms.finds(doc.roomId, { ...before, seats: [0] }))!)).toEqual([
      [0, 4_294_967_295],
      [0, 5],
    ]);
    expect(pairs(await rooms.findsFrom(doc.roomId, doc.runId, 1, 3))).toEqual([
      [1, 5],
      [0, 4_294_967_295],
      [2, 9],
    ]);
    expect(await rooms.findsFrom(doc.roomId, doc.runId, 5, 3)).toEqual([]);
    expect(await rooms.findsFrom(doc.roomId, 'another', 0, 3)).toEqual([]);
    expect(await rooms.ownerOf(doc.roomId, 5, 1)).toMatchObject({ seatIndex: 1 });
    expect(await rooms.ownerOf(doc.roomId, 5, 2)).toBeNull();
    const record = (await rooms.read(doc.roomId))!;
    expect([...record.scores].sort()).toEqual([
      [0, { cities: 3, population: 3000 }],
      [1, { cities: 1, population: 1000 }],
      [2, { cities: 1, population: 1000 }],
    ]);
    const events = (await rooms.events(doc.roomId, 4, 10))!.events;
    const last = (await newest('all', 1))[0]!;
    expect(events).toEqual([
      {
        seq: 5,
        at: last.at,
        type: 'found',
        playerId: 'p0',
        cityIds: [7],
        score: { cities: 3, population: 3000 },
      },
    ]);
  });

  it('finds the newest of one seat below thousands of others', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'race', {
      quiz: { title: '', cities: 9000, population: 1, dataVersion: '' },
    });
    asFound(await store.rooms.guess(guessOf(doc, 1, [1])));
    const cities = Array.from({ length: 4500 }, (_, i) => i + 1);
    for (let i = 0; i < cities.length; i += 500)
      asFound(await store.rooms.guess(guessOf(doc, 0, cities.slice(i, i + 500), { take: 'all' })));
    const finds = await newestFinds(store, doc.roomId, [1], 500);
    expect(finds.map(({ cityId }) => cityId)).toEqual([1]);
    expect(await newestFinds(store, doc.roomId, [0], 5000)).toHaveLength(4500);
  });

  it('forgets old events and says so', async () => {
    const store = backend.store();
    const { roomId } = await createRoom(store, 'claim');
    const events = Array.from({ length: 500 }, () => ({ type: 'hosted' as const, playerId: 'p0' }));
    for (let i = 0; i < 5; i += 1) {
      const record = (await store.rooms.read(roomId))!;
      asCommitted(await store.rooms.commit(roomId, stepFrom(record, {}, { events })));
    }
    const kept = (await store.rooms.events(roomId, 2500 - LIMITS.streamEvents, 5000))!;
    expect(kept.events[0]!.seq).toBe(2501 - LIMITS.streamEvents);
    expect(await store.rooms.events(roomId, 2499 - LIMITS.streamEvents, 5000)).toBeNull();
  });

  it('settles only if no find came in between, and only once', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
    const record = (await store.rooms.read(doc.roomId))!;
    asFound(await store.rooms.guess(guessOf(doc, 1, [2])));
    const settle = (from: RoomRecord) =>
      stepFrom(from, { stage: 'ended' }, { settles: { seq: from.seq, run: headerOf(from) } });
    expect(await store.rooms.commit(doc.roomId, settle(record))).toEqual({ conflict: true });
    expect(await store.outbox.pending(doc.roomId)).toEqual([]);
    const fresh = (await store.rooms.read(doc.roomId))!;
    asCommitted(await store.rooms.commit(doc.roomId, settle(fresh)));
    expect(await store.rooms.commit(doc.roomId, settle(fresh))).toEqual({ conflict: true });
    expect(await store.outbox.pending(doc.roomId)).toEqual([headerOf(fresh)]);
  });

  it('starts a rematch with nothing of the game before, whose unsaved run stays', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'race');
    const guess = guessOf(doc, 0, [1]);
    asFound(await store.rooms.guess(guess));
    const played = (await store.rooms.read(doc.roomId))!;
    const run = headerOf(played);
    asCommitted(
      await store.rooms.commit(
        doc.roomId,
        stepFrom(played, { stage: 'ended' }, { settles: { seq: 1, run } }),
      ),
    );
    const ended = (await store.rooms.read(doc.roomId))!;
    const seats = [seatAt(0), seatAt(2)];
    asCommitted(
      await store.rooms.commit(
        doc.roomId,
        stepFrom(
          ended,
          { runId: 'second', stage: 'game', seats },
          {
            events: [{ type: 'rematched', settings: doc.settings }],
          },
        ),
      ),
    );
    const again = await backend.again();
    const rematch = (await again.rooms.read(doc.roomId))!;
    expect(rematch).toMatchObject({ seq: 2, foundCount: 0 });
    expect(rematch.scores.size).toBe(0);
    expect(await again.rooms.ownerOf(doc.roomId, 1, 0)).toBeNull();
    expect(await newestFinds(again, doc.roomId, 'all', 10)).toEqual([]);
    const first = { runId: doc.runId, before: 1, seats: 'all', limit: 10 } as const;
    for (const finds of [
      await again.rooms.findsFrom(doc.roomId, doc.runId, 0, 10),
      await again.rooms.finds(doc.roomId, first),
    ])
      expect(finds).toMatchObject([{ seatIndex: 0, cityId: 1 }]);
    expect(asFound(await again.rooms.guess(guess))).toMatchObject({
      repeated: false,
      seq: 3,
      score: { cities: 1 },
    });
    expect(await again.rooms.guess(guessOf(doc, 1, [1]))).toEqual({ refused: 'no_such_room' });
    await again.outbox.saved(doc.roomId, doc.runId);
    expect(await again.rooms.findsFrom(doc.roomId, doc.runId, 0, 10)).toEqual([]);
    expect(await again.rooms.finds(doc.roomId, first)).toBeNull();
    expect(await again.rooms.findsFrom(doc.roomId, 'second', 0, 10)).toHaveLength(1);
  });

  it('keeps the events of the game before through a rematch, also of those who have left', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'claim');
    const times: number[] = [];
    for (const [seat, cities] of [
      [1, [7]],
      [0, [1, 2]],
      [1, [3]],
    ] as const)
      times.push(asFound(await store.rooms.guess(guessOf(doc, seat, [...cities], { take: 'all' }))).at);
    const commit = async (from: RoomStore, change: Partial<RoomDoc>, step: Partial<CommitRequest> = {}) => {
      const record = (await from.rooms.read(doc.roomId))!;
      asCommitted(await from.rooms.commit(doc.roomId, stepFrom(record, change, step)));
      return record.now;
    };
    const stayed = [seatAt(0), seatAt(2)];
    const left = await commit(
      store,
      { stage: 'ended', seats: stayed },
      { events: [{ type: 'left', playerId: 'p1' }] },
    );
    const found = (seq: number, playerId: string, cityIds: number[], cities: number, population: number) => ({
      ...{ seq, at: times[seq > 4 ? seq - 2 : seq - 1], type: 'found', playerId, cityIds },
      score: { cities, population },
    });
    const before = [
      found(1, 'p1', [7], 1, 1000),
      found(2, 'p0', [1, 2], 2, 2000),
      found(3, 'p1', [3], 2, 2000),
      { seq: 4, at: left, type: 'left', playerId: 'p1' },
    ];
    expect((await store.rooms.events(doc.roomId, 0, 10))!.events).toEqual(before);
    await commit(store, { stage: 'game', runId: 'second', settings: { ...doc.settings, mode: 'race' } });
    for (const seat of [2, 0]) times.push(asFound(await store.rooms.guess(guessOf(doc, seat, [1]))).at);
    const after = [...before, found(5, 'p2', [1], 1, 1000), found(6, 'p0', [1], 1, 1000)];
    const again = await backend.again();
    expect(await again.rooms.events(doc.roomId, 0, 10)).toEqual({ events: after, seq: 6 });
    times.push(asFound(await again.rooms.guess(guessOf(doc, 2, [3]))).at);
    expect((await again.rooms.events(doc.roomId, 2, 10))!.events).toEqual([
      ...after.slice(2),
      found(7, 'p2', [3], 2, 2000),
    ]);
  });

  it('is removed, but only as it was known', async () => {
    const store = backend.store();
    const doc = await createRoom(store, 'solo');
    const { version, seq } = (await store.rooms.read(doc.roomId))!;
    asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
    expect(await store.rooms.remove(doc.roomId, { version, seq })).toBe(false);
    expect(await store.rooms.remove(doc.roomId, { version, seq: seq + 1 })).toBe(true);
    const again = await backend.again();
    expect(await again.rooms.read(doc.roomId)).toBeNull();
    expect(await again.rooms.seq(doc.roomId)).toBeNull();
  });

  it.each(['solo', 'claim'] as const)('comes back from a dump as it was, in %s', async (mode) => {
    const store = backend.store();
    const doc = await createRoom(store, mode);
    const last = mode === 'solo' ? 0 : 3;
    const guesses = [
      guessOf(doc, 0, [1, 4_000_000_000, 2], { reach: 2, take: 'all' }),
      guessOf(doc, last, [2], { guessId: 'ünïcode' }),
    ];
    const answers = [];
    for (const guess of guesses) answers.push(asFound(await store.rooms.guess(guess)));
    const before = (await store.rooms.read(doc.roomId))!;
    const dump = (await store.rooms.dump(doc.roomId))!;
    const finds = await store.rooms.findsFrom(doc.roomId, doc.runId, 0, 10);
    expect(await store.rooms.restore(dump)).toBe(false);
    await store.rooms.remove(doc.roomId);
    expect(await store.rooms.restore(structuredClone(dump))).toBe(true);
    const again = await backend.again();
    const after = (await again.rooms.read(doc.roomId))!;
    expect({ ...after, now: 0, version: 0 }).toEqual({ ...before, now: 0, version: 0 });
    expect(after.version).toBeGreaterThan(before.version);
    expect(await again.rooms.findsFrom(doc.roomId, doc.runId, 0, 10)).toEqual(finds);
    for (const [i, guess] of guesses.entries())
      expect(await again.rooms.guess(guess)).toEqual({ ...answers[i], repeated: true });
    expect(await again.rooms.guess(guessOf(doc, 0, [1]))).toMatchObject({ outcome: 'already' });
    expect(asFound(await again.rooms.guess(guessOf(doc, 0, [3])))).toMatchObject({ seq: 3, repeated: false });
    expect(await again.rooms.events(doc.roomId, 0, 10)).toBeNull();
    expect((await again.rooms.events(doc.roomId, 2, 10))!.events).toHaveLength(1);
  });
});
