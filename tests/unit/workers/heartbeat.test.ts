import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LocalRoom } from '../../../server/broadcast/local-subscriptions.ts';
import { createHeartbeat } from '../../../server/workers/heartbeat.ts';
import { recordedLog, recordedMetrics, steps, unavailable } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ROOMS = 10_000;
const PERIOD_MS = 5000;

function world(seq: (roomId: string) => Promise<number>) {
  const began = Date.now();
  const beats = new Map<string, number[]>();
  const rooms = new Map<string, LocalRoom>();
  for (let index = 0; index < ROOMS; index += 1) {
    const roomId = `room-${index}`;
    const client = { roomId } as never;
    rooms.set(roomId, { roomId, clients: new Map([['p', client]]), sockets: new Map(), activeAt: 0 });
    beats.set(roomId, []);
  }
  const metrics = recordedMetrics();
  const heartbeat = createHeartbeat({
    subscriptions: { rooms } as never,
    store: { rooms: { seq } },
    writer: {
      send: (client) => beats.get((client as unknown as { roomId: string }).roomId)!.push(Date.now() - began),
    },
    elapsed: () => Date.now() - began,
    heartbeatMs: PERIOD_MS,
    batchMs: 50,
    metrics: metrics as never,
    log: recordedLog().log,
  });
  return { heartbeat, beats, metrics };
}

it('10,000 quiet rooms beat once in every period, however long a reading takes', async () => {
  let readings = 0;
  let most = 0;
  const step = steps(200);
  const { heartbeat, beats } = world(async () => {
    most = Math.max(most, (readings += 1));
    await step();
    readings -= 1;
    return 7;
  });
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(6 * PERIOD_MS + 1000);
  const gaps: number[] = [];
  for (const times of beats.values())
    times.slice(1).forEach((time, index) => gaps.push(time - times[index]!));
  expect(Math.min(...[...beats.values()].map(({ length }) => length))).toBeGreaterThanOrEqual(5);
  expect(Math.max(...gaps)).toBeLessThan(1.2 * PERIOD_MS);
  expect(most, 'readings at the same time').toBeLessThanOrEqual(1024);
  await Promise.all([heartbeat.stop(), vi.advanceTimersByTimeAsync(1000)]);
});

it('rooms that can be read beat while others cannot', async () => {
  const isAway = (roomId: string): boolean => Number(roomId.slice(5)) % 3 === 0;
  const { heartbeat, beats, metrics } = world((roomId) =>
    isAway(roomId) ? Promise.resolve().then(unavailable) : Promise.resolve(7),
  );
  heartbeat.start();
  await vi.advanceTimersByTimeAsync(3 * PERIOD_MS);
  for (const [roomId, times] of beats) {
    if (isAway(roomId)) expect(times).toEqual([]);
    else expect(times.length).toBeGreaterThanOrEqual(2);
  }
  expect(metrics.turns.get('heartbeat')!.failed).toBeGreaterThan(0);
  await Promise.all([heartbeat.stop(), vi.advanceTimersByTimeAsync(1000)]);
});
