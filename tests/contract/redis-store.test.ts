import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScriptConnection } from '../../server/fast-path/script-connection.ts';
import { ROOM_SUFFIXES } from '../../server/store/redis/keys.ts';
import { bucketCount } from '../../server/store/redis/records.ts';
import { createRedisStore } from '../../server/store/redis/store.ts';
import { StoreUnavailable, type GuessResult, type RoomStore } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import { startRedis, type RedisOptions, type TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { NODE } from './backends.ts';
import { headerOf } from './runs.ts';
import { asCommitted, asFound, createRoom, guessOf, newRoomId } from './rooms.ts';

const SCRIPTS = join(import.meta.dirname, '../../server/store/redis/scripts');

interface Line {
  details: object;
  message: string;
}

async function openStore(urls: string[], lines: Line[] = []): Promise<RoomStore> {
  const tell = (details: object, message: string) => void lines.push({ details, message });
  return createRedisStore({
    urls,
    nodeId: NODE,
    clock: Date.now,
    log: { info: tell, warn: tell, error: tell },
    durations: { ...DURATIONS, storeTimeoutMs: 300 },
    openScript: createScriptConnection,
  });
}

async function withRedis(options: RedisOptions, test: (server: TestRedis) => Promise<void>): Promise<void> {
  const server = await startRedis(options);
  try {
    await test(server);
  } finally {
    await server.remove();
  }
}

const answersAgain = (store: RoomStore) =>
  until(
    () =>
      store.ping().then(
        () => true,
        () => false,
      ),
    'the store answers again',
  );

describe('the scripts', () => {
  const files = readdirSync(SCRIPTS).map((name) => readFileSync(join(SCRIPTS, name), 'utf8'));

  it('use the suffixes of a room that keys.ts lists, and no others', () => {
    const used = new Set(
      files.flatMap((lua) => [...lua.matchAll(/room \.\. '(:\w)/g)].map(([, suffix]) => suffix)),
    );
    expect([...used].sort()).toEqual(
      Object.values(ROOM_SUFFIXES)
        .map((suffix) => `:${suffix}`)
        .sort(),
    );
  });

  it('and the code that restores a room divide it into the same buckets', () => {
    const common = readFileSync(join(SCRIPTS, 'common.lua'), 'utf8');
    expect(common).toContain('return math.max(128, math.ceil(n / 32))');
    expect([1, 4096, 4097, 20_000].map(bucketCount)).toEqual([128, 128, 129, 625]);
  });
});

describe('in Redis', () => {
  let server: TestRedis;
  let store: RoomStore;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    store = await openStore([server.url]);
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await store.close();
    await server.remove();
  });

  it('every key expires, but an unsaved run and its finds', async () => {
    const doc = await createRoom(store, 'claim');
    const other = await createRoom(store, 'race');
    for (const [i, { roomId }] of [doc, other].entries()) {
      asFound(await store.rooms.guess(guessOf(i === 0 ? doc : other, 0, [1])));
      const record = (await store.rooms.read(roomId))!;
      const step = { doc: record.doc, version: record.version, events: [], at: record.now };
      const settles = { seq: record.seq, run: headerOf(record) };
      asCommitted(await store.rooms.commit(roomId, i === 0 ? { ...step, settles } : step));
      await store.due.schedule(roomId, 1);
    }
    const parked = await createRoom(store, 'solo');
    asFound(await store.rooms.guess(guessOf(parked, 0, [1])));
    const dump = (await store.rooms.dump(parked.roomId))!;
    await store.rooms.remove(parked.roomId);
    await store.rooms.restore(dump);
    asFound(await store.rooms.guess(guessOf(parked, 0, [2])));
    await store.due.claim(1, 1000);
    await store.due.schedule(doc.roomId, 5);
    await store.nodes.renew('n', 1000);
    await store.nodes.enter('n', doc.roomId);
    await store.counters.add('c', 1, 1000);
    await store.tokens.put('t', 'v', 1000);
    await store.rooms.noteSeat('p', doc.roomId);
    const everlasting: string[] = [];
    for (const key of await redis.keys('*')) if ((await redis.pttl(key)) === -1) everlasting.push(key);
    const tag = `{${doc.roomId}}`;
    expect(everlasting.sort()).toEqual([`${tag}:f`, `${tag}:x`, `${tag}:x:${doc.runId}`, 'outbox'].sort());
    await store.outbox.saved(doc.roomId, doc.runId);
    expect(await redis.pttl(`${tag}:f`)).toBeGreaterThan(0);
    expect(await redis.exists(`${tag}:x`, `${tag}:x:${doc.runId}`, 'outbox')).toBe(0);
  });

  it('steps go on when the scripts are flushed', async () => {
    const doc = await createRoom(store, 'solo');
    asFound(await store.rooms.guess(guessOf(doc, 0, [1])));
    await redis.script('FLUSH');
    asFound(await store.rooms.guess(guessOf(doc, 0, [2])));
    expect(await store.rooms.seq(doc.roomId)).toBe(2);
  });

  it('an answer that comes too late is handed over, and what it tells has happened', async () => {
    const doc = await createRoom(store, 'solo');
    server.pause();
    const late = new Promise<GuessResult>((resolve) => {
      const waiting = store.rooms.guess(guessOf(doc, 0, [1]), resolve);
      void expect(waiting)
        .rejects.toThrow(StoreUnavailable)
        .then(() => {
          server.resume();
        });
    });
    const found = asFound(await late);
    expect(await store.rooms.read(doc.roomId)).toMatchObject({ seq: found.seq, foundCount: 1 });
  });

  it('the time is the server’s', async () => {
    const skewed = await createRedisStore({
      urls: [server.url],
      nodeId: NODE,
      clock: () => Date.now() - 3_600_000,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      durations: DURATIONS,
    });
    expect(Math.abs(skewed.now() - Date.now())).toBeLessThan(60_000);
    await skewed.close();
  });
});

describe('with Redis away', () => {
  it('every call is refused, and served again by itself when it returns with its data', async () => {
    await withRedis({ appendfsync: 'always' }, async (server) => {
      const lines: Line[] = [];
      const store = await openStore([server.url], lines);
      const doc = await createRoom(store, 'claim');
      const guess = guessOf(doc, 0, [1]);
      const first = asFound(await store.rooms.guess(guess));
      await server.stop('kill');
      const calls = [
        store.rooms.guess(guessOf(doc, 0, [2])),
        store.rooms.read(doc.roomId),
        store.rooms.create(doc, newRoomId()),
        store.due.claim(1, 1),
        store.nodes.expired(10),
        store.tokens.take('x'),
        store.ping(),
      ];
      for (const result of await Promise.allSettled(calls))
        expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
      await server.start();
      await answersAgain(store);
      expect(await store.rooms.guess(guess)).toEqual({ ...first, repeated: true });
      for (const name of ['rooms', 'guesses']) {
        const own = () => lines.filter(({ details }) => 'client' in details && details.client === name);
        await until(() => own().length === 2, `the connection for ${name} is back`);
        expect(own().map(({ message }) => message)).toEqual(['Redis is away', 'Redis is back']);
      }
      await store.close();
    });
  });

  it('a store starts, and serves when Redis comes', async () => {
    await withRedis({}, async (server) => {
      await server.stop();
      const store = await openStore([server.url]);
      await expect(store.ping()).rejects.toThrow(StoreUnavailable);
      await server.start();
      await answersAgain(store);
      await createRoom(store, 'solo');
      await store.close();
    });
  });
});

it('warns of a Redis that keeps no AOF or may evict', async () => {
  await withRedis({ appendfsync: 'no', args: ['--maxmemory-policy', 'allkeys-lru'] }, async (server) => {
    const lines: Line[] = [];
    const store = await openStore([server.url], lines);
    await until(() => lines.length === 2, 'two warnings');
    expect(lines.map(({ details }) => details)).toMatchObject([
      { setting: 'appendonly', is: 'no' },
      { setting: 'maxmemory-policy', is: 'allkeys-lru' },
    ]);
    await store.close();
  });
});
