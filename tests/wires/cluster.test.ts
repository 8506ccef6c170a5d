import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { createRedisStore } from '../../server/store/redis/store.ts';
import { StoreUnavailable, type RoomStore } from '../../server/store/room-store.ts';
import { DURATIONS } from '../../shared/durations.ts';
import type { RoomDoc } from '../../shared/room/record.ts';
import { asFound, createRoom, guessOf } from '../contract/rooms.ts';
import { isInStep, startCluster, type TestCluster, type TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';

const ROOMS = 8;
const QUIZ = { title: '', cities: 1e6, population: 1e9, dataVersion: '' };

let cluster: TestCluster;
let store: RoomStore;
afterEach(async () => {
  await store.close();
  await cluster.remove();
});

async function open(): Promise<RoomDoc[]> {
  cluster = await startCluster({ replicated: true });
  const quiet = () => undefined;
  store = await createRedisStore({
    urls: cluster.urls,
    nodeId: 'here',
    clock: Date.now,
    log: { info: quiet, warn: quiet, error: quiet },
    durations: DURATIONS,
  });
  const docs: RoomDoc[] = [];
  while (docs.length < ROOMS) docs.push(await createRoom(store, 'claim', { quiz: QUIZ }));
  return docs;
}

async function withClient<T>({ url }: TestRedis, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

/** Somebody names cities in each room until told to stop: each guess again, under its id, until it is answered. */
function play(docs: readonly RoomDoc[]) {
  const found = new Map(docs.map(({ roomId }) => [roomId, 0]));
  let stopped = false;
  let resume: (() => void) | undefined;
  let pause: Promise<void> | undefined;
  const unavailable = new Set<string>();
  const playing = Promise.all(
    docs.map(async (doc) => {
      for (let city = 1; !stopped; city += 1) {
        await pause;
        const request = guessOf(doc, city % 4, [city]);
        for (;;) {
          try {
            asFound(await store.rooms.guess(request));
            break;
          } catch (error) {
            expect(error, 'nothing but absence').toBeInstanceOf(StoreUnavailable);
            unavailable.add(doc.roomId);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }
        found.set(doc.roomId, city);
      }
    }),
  );
  const untilEveryRoom = async (more: number): Promise<void> => {
    const goals = [...found].map(([roomId, count]) => [roomId, count + more] as const);
    await until(() => goals.every(([roomId, goal]) => found.get(roomId)! >= goal), 'every room goes on');
  };
  return {
    found,
    unavailable,
    untilEveryRoom,
    pause() {
      pause ??= new Promise((resolve) => (resume = resolve));
    },
    resume() {
      pause = undefined;
      resume?.();
    },
    async stop() {
      stopped = true;
      await playing;
    },
  };
}

async function expectCreditedOnce(
  docs: readonly RoomDoc[],
  found: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { roomId, runId } of docs) {
    const count = found.get(roomId)!;
    const finds = await store.rooms.findsFrom(roomId, runId, 0, 100_000);
    expect(finds.map(({ cityId }) => cityId)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(await store.rooms.read(roomId)).toMatchObject({ foundCount: count, seq: count });
  }
}

it('play goes on through fail-overs that are asked for, and every guess is credited once', async () => {
  const docs = await open();
  const game = play(docs);
  await game.untilEveryRoom(20);
  for (const replica of cluster.replicas) {
    await withClient(replica, async (client) => {
      expect(await client.call('CLUSTER', 'FAILOVER')).toBe('OK');
      await until(async () => (await client.info('replication')).includes('role:master'), 'a new master');
    });
    await game.untilEveryRoom(20);
  }
  await game.stop();
  await expectCreditedOnce(docs, game.found);
});

it('play goes on when a master is killed and its replica takes over, and what the replica had is there', async () => {
  const docs = await open();
  const game = play(docs);
  await game.untilEveryRoom(20);
  // What is acknowledged in the last moment may be gone with an asynchronous fail-over: so nobody guesses in it.
  game.pause();
  const [killed] = cluster.nodes;
  const [heir] = cluster.replicas;
  await withClient(killed!, async (client) => {
    await until(() => client.client('LIST').then(() => true), 'an answer');
    expect(Number(await client.call('WAIT', 1, 5000))).toBe(1);
  });
  game.resume();
  await killed!.stop('kill');
  await withClient(heir!, async (client) => {
    await until(async () => (await client.info('replication')).includes('role:master'), 'a new master');
  });
  await game.untilEveryRoom(20);
  expect(game.unavailable.size, 'its rooms were away for a while').toBeGreaterThan(0);
  await killed!.start();
  await withClient(killed!, (client) => until(() => isInStep(client), 'the former master follows'));
  await game.untilEveryRoom(20);
  await game.stop();
  await expectCreditedOnce(docs, game.found);
});
