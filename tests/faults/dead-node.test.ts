import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { RoomDoc } from '../../shared/room/record.ts';
import { startWorld, type World } from './world.ts';

const PLAYERS = 40;
let world: World;
let redis: Redis;
beforeAll(async () => {
  world = await startWorld({ nodes: 3 });
  redis = new Redis(world.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await world.stop();
});

async function visitsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^cityrace_worker_seconds_count\{worker="due_room"\} (\d+)/m.exec(text)![1]);
}

it('the rooms of a killed node are told by both survivors, and neither is called expired', async () => {
  const [url] = world.urls;
  const players = await Promise.all(Array.from({ length: PLAYERS }, () => world.player({ urls: [url!] })));
  const rooms = await Promise.all(
    players.map(async (player) => {
      const own: string[] = [];
      while (own.length < LIMITS.roomsPerSocket)
        own.push(await player.create({ quiz: 'france', mode: 'coop' }));
      return own;
    }),
  );
  const roomIds = rooms.flat();
  const before = await Promise.all(world.urls.slice(1).map(visitsOf));
  for (const player of players) player.socket.off('disconnect');
  await world.nodes[0]!.stop('SIGKILL');
  const online = async (): Promise<number> => {
    const docs = await Promise.all(roomIds.map((roomId) => redis.get(`{${roomId}}:d`)));
    const seats = docs.map((doc) => (JSON.parse(doc!) as RoomDoc).seats[0]!);
    return seats.filter((seat) => seat.online || seat.connection !== null).length;
  };
  expect(await online()).toBe(roomIds.length);
  await expect.poll(online, { timeout: 30_000 }).toBe(0);
  const visits = await Promise.all(world.urls.slice(1).map(visitsOf));
  for (const [index, count] of visits.entries())
    expect(count - before[index]!, 'each survivor has its share').toBeGreaterThan(roomIds.length / 20);
  const named = world.nodes
    .slice(1)
    .flatMap(({ log }) => log.filter((line) => line.includes('"msg":"node expired"')))
    .map((line) => (JSON.parse(line) as { node: string }).node);
  expect(new Set(named).size, 'the dead one alone').toBe(1);
  await world.revive(0);
});

it('games end when they are due while Postgres hangs, and each is saved once when it goes on', async () => {
  const players = await Promise.all(Array.from({ length: 30 }, () => world.player()));
  const roomIds = await Promise.all(
    players.map((player) => player.create({ quiz: 'france', mode: 'solo', seconds: 30 })),
  );
  world.postgres.pause();
  const views = await Promise.all(
    players.map((player) => player.until(({ phase }) => phase === 'ended', 'the end', 45_000)),
  );
  for (const { endsAt, results } of views) expect(results!.finishedAt).toBe(endsAt);
  const docs = await Promise.all(roomIds.map((roomId) => redis.get(`{${roomId}}:d`)));
  for (const doc of docs) {
    const { endedAt, endsAt } = JSON.parse(doc!) as RoomDoc;
    expect(endedAt! - endsAt!, 'settled when it was due').toBeLessThan(3000);
  }
  expect(await redis.hlen('outbox')).toBe(roomIds.length);
  world.postgres.resume();
  await expect.poll(() => redis.hlen('outbox'), { timeout: 60_000 }).toBe(0);
  const saved = await world.savedRuns();
  for (const { results } of views) expect(saved.filter((runId) => runId === results!.runId)).toHaveLength(1);
});
