import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RoomDoc } from '../../shared/room/record.ts';
import { openRedis } from './backends.ts';
import { createRoom, guessOf } from './rooms.ts';

/** Bytes that a room may take in Redis: docs/room-store.md has the figures measured. */
const BUDGET = { idleRoom: 4096, stream: 131_072, find: 110, findOfMany: 60 };

let redis: Awaited<ReturnType<typeof openRedis>>;
let client: Redis;
beforeAll(async () => {
  redis = await openRedis();
  client = new Redis(redis.url);
});
afterAll(async () => {
  client.disconnect();
  await redis.close();
});

async function sizesOf({ roomId }: RoomDoc): Promise<{ events: number; rest: number }> {
  let [events, rest] = [0, 0];
  for (const key of await client.keys(`{${roomId}}:*`)) {
    const bytes = (await client.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
    if (key.endsWith(':e')) events += bytes;
    else rest += bytes;
  }
  return { events, rest };
}

const quizOf = (cities: number) => ({ title: 'Some quiz', cities, population: 1e9, dataVersion: '2026.11' });

it.each([
  ['a median game', 124, 2500, BUDGET.find],
  ['a long game', 1000, 2500, BUDGET.find],
  ['a world in claim', 20_000, 22_000, BUDGET.findOfMany],
])('a room and the finds of %s stay within their budget', async (title, finds, cities, budget) => {
  const store = redis.store();
  const doc = await createRoom(store, 'claim', { quiz: quizOf(cities) });
  const idle = await sizesOf(doc);
  expect(idle.rest).toBeLessThan(BUDGET.idleRoom);
  for (let first = 0; first < finds; first += 500) {
    const some = Array.from({ length: Math.min(500, finds - first) }, (_, i) => first + i);
    // Ids as far apart as GeoNames' are.
    await Promise.all(
      some.map((i) => store.rooms.guess(guessOf(doc, i % 4, [((i + 1) * 7919) % 12_000_017]))),
    );
  }
  const full = await sizesOf(doc);
  const perFind = (full.rest - idle.rest) / finds;
  console.info(`${title}: ${idle.rest} bytes idle, ${perFind.toFixed(1)} a find, ${full.events} of events`);
  expect(perFind).toBeLessThan(budget);
  expect(full.events).toBeLessThan(BUDGET.stream);
});
