import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RoomStore } from '../../server/store/room-store.ts';
import type { RoomDoc, RoomRecord } from '../../shared/room/record.ts';
import { openMemory, openRedis } from './backends.ts';
import { docOf, newestFinds, seatAt } from './rooms.ts';
import { headerOf } from './runs.ts';

/** A step of a random game; numbers choose among what there is. */
type Move =
  | {
      kind: 'guess';
      seat: number;
      id: number;
      candidates: number[];
      beyond: number;
      all: boolean;
      qualified: boolean;
    }
  | { kind: 'commit'; host: number; stale: boolean }
  | { kind: 'end' }
  | { kind: 'settle'; stale: boolean }
  | { kind: 'rematch'; withoutLast: boolean }
  | { kind: 'park' }
  | { kind: 'save' };

const city = fc.integer({ min: 1, max: 9 });
const guess: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant('guess'),
  seat: fc.integer({ min: 0, max: 5 }),
  id: fc.integer({ min: 0, max: 20 }),
  candidates: fc.uniqueArray(city, { minLength: 1, maxLength: 4 }),
  beyond: fc.integer({ min: 0, max: 3 }),
  all: fc.boolean(),
  qualified: fc.boolean(),
});
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: guess },
  fc.record({ kind: fc.constant('commit'), host: fc.integer({ min: 0, max: 3 }), stale: fc.boolean() }),
  fc.record({ kind: fc.constant('end') }),
  fc.record({ kind: fc.constant('settle'), stale: fc.boolean() }),
  fc.record({ kind: fc.constant('rematch'), withoutLast: fc.boolean() }),
  fc.record({ kind: fc.constant('park') }),
  fc.record({ kind: fc.constant('save') }),
);

let memory: Awaited<ReturnType<typeof openMemory>>;
let redis: Awaited<ReturnType<typeof openRedis>>;
beforeAll(async () => {
  [memory, redis] = await Promise.all([openMemory(), openRedis()]);
});
afterAll(async () => {
  await Promise.all([memory.close(), redis.close()]);
});

it.each(['solo', 'race', 'claim', 'coop', 'teams'] as const)(
  'a random game in %s goes the same in the process and in Redis',
  async (mode) => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 40 }), async (moves) => {
        const quiz = { title: 'Small', cities: 7, population: 7000, dataVersion: 'test' };
        const doc = docOf(mode, Date.now(), { quiz });
        if (mode !== 'solo') doc.seats.push(seatAt(4, { role: 'spectator' }));
        const [inProcess, inRedis] = [
          await play(memory.store(), doc, moves),
          await play(redis.store(), doc, moves),
        ];
        expect(inRedis).toEqual(inProcess);
      }),
      { numRuns: 40 },
    );
  },
);

/** Everything that a store tells during a game, without its times. */
async function play(store: RoomStore, doc: RoomDoc, moves: readonly Move[]): Promise<unknown[]> {
  const { roomId } = doc;
  const told: unknown[] = [await store.rooms.create(doc, doc.runId)];
  let before = (await store.rooms.read(roomId))!;
  for (const [turn, next] of moves.entries()) {
    const record = (await store.rooms.read(roomId))!;
    told.push(await make(store, next, record, before, turn));
    before = record;
  }
  const { runId } = (await store.rooms.read(roomId))!.doc;
  const record = (await store.rooms.read(roomId))!;
  told.push({ ...record, scores: [...record.scores].sort() });
  told.push(await store.rooms.events(roomId, 0, 500), await newestFinds(store, roomId, 'all', 5));
  told.push(await newestFinds(store, roomId, [0, 2], 5), await store.rooms.findsFrom(roomId, runId, 2, 5));
  for (let id = 1; id < 10; id += 1) told.push(await store.rooms.ownerOf(roomId, id, 1));
  told.push(await store.outbox.pending(roomId));
  return told.map(withoutTimes);
}

async function make(
  { rooms, outbox }: RoomStore,
  next: Move,
  record: RoomRecord,
  before: RoomRecord,
  turn: number,
): Promise<unknown> {
  const { doc, now } = record;
  const { roomId } = doc;
  const base = { version: record.version, events: [], at: now };
  switch (next.kind) {
    case 'guess': {
      const { candidates, qualified } = next;
      return rooms.guess({
        roomId,
        playerId: `p${next.seat}`,
        guessId: `g${next.id}`,
        // Right or wrong, it changes no answer.
        likelySeat: next.id % 3,
        candidates,
        populations: candidates.map((id) => id * 100),
        reach: Math.max(1, candidates.length - next.beyond),
        take: next.all ? 'all' : 'first',
        qualified,
      });
    }
    case 'commit': {
      const { version } = next.stale ? before : record;
      const playerId = `p${next.host}`;
      const events = [{ type: 'hosted' as const, playerId }];
      return rooms.commit(roomId, { ...base, version, events, doc: { ...doc, hostId: playerId } });
    }
    case 'end':
      return rooms.commit(roomId, { ...base, doc: { ...doc, endsAt: now } });
    case 'settle': {
      if (doc.stage !== 'game') return 'nothing';
      const { seq } = next.stale ? before : record;
      const settled: RoomDoc = { ...doc, stage: 'ended', endsAt: now };
      return rooms.commit(roomId, { ...base, doc: settled, settles: { seq, run: headerOf(record) } });
    }
    case 'rematch': {
      if (doc.stage !== 'ended') return 'nothing';
      const seats = next.withoutLast && doc.seats.length > 1 ? doc.seats.slice(0, -1) : doc.seats;
      const again: RoomDoc = { ...doc, stage: 'game', endsAt: null, runId: `${doc.runId}.${turn}`, seats };
      return rooms.commit(roomId, { ...base, doc: again });
    }
    case 'park': {
      const dump = (await rooms.dump(roomId))!;
      const { version, seq } = dump;
      const parked = [await rooms.remove(roomId, { version, seq }), await rooms.restore(dump)];
      const byKey = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
      return [
        ...parked,
        { ...dump, guesses: dump.guesses.map(withoutTimes).sort(byKey), scores: dump.scores.sort(byKey) },
      ];
    }
    case 'save': {
      const [run] = await outbox.pending(roomId);
      if (run) await outbox.saved(roomId, run.runId);
      return run && (await rooms.findsFrom(roomId, run.runId, 0, 9));
    }
  }
}

const TIMES = ['at', 'now', 'byMs', 'endsAt', 'finishedAt', 'startedAt'];
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, part: unknown) =>
      TIMES.includes(key) ? (part === null ? null : 'a time') : part,
    ),
  );
