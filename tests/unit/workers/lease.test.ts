import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLease } from '../../../server/workers/lease.ts';
import { DURATIONS } from '../../../shared/durations.ts';
import { after, emptyStore, recordedLog, recordedMetrics, slowed, unavailable } from './world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function world(before: () => Promise<void> | void) {
  const store = await emptyStore();
  const lapses: number[] = [];
  const began = Date.now();
  const lease = createLease({
    store: slowed(store, before),
    nodeId: 'here',
    clock: { elapsed: () => performance.now() },
    durations: DURATIONS,
    onLapse: () => lapses.push(Date.now() - began),
    metrics: recordedMetrics() as never,
    log: recordedLog().log,
  });
  return { store, lease, lapses };
}

it('judges others only after a lease’s length without a failed renewal', async () => {
  let away = false;
  const { lease, lapses } = await world(() => (away ? unavailable() : undefined));
  lease.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(lease.isSteady()).toBe(false);
  await vi.advanceTimersByTimeAsync(1500);
  expect(lease.isSteady()).toBe(true);
  // One renewal fails: the lease holds, and yet this is no time to call anybody dead.
  away = true;
  await vi.advanceTimersByTimeAsync(2000);
  away = false;
  expect(lease.isSteady()).toBe(false);
  await vi.advanceTimersByTimeAsync(7000);
  expect(lease.isSteady()).toBe(false);
  await vi.advanceTimersByTimeAsync(1500);
  expect(lease.isSteady()).toBe(true);
  expect(lapses).toEqual([]);
  await lease.stop();
});

it('tells of a lapse when it is back, and once more when nobody can take this node for dead any longer', async () => {
  let away = false;
  const { lease, lapses } = await world(() => (away ? unavailable() : undefined));
  lease.start();
  await vi.advanceTimersByTimeAsync(1000);
  away = true;
  await vi.advanceTimersByTimeAsync(10_000);
  away = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lapses).toEqual([12_000, 18_000]);
  await lease.stop();
});

it('takes a lease that may have run out while the answer was on its way for lapsed', async () => {
  let takesMs = 0;
  const { lease, lapses } = await world(() => after(takesMs));
  lease.start();
  await vi.advanceTimersByTimeAsync(100);
  takesMs = 6500;
  await vi.advanceTimersByTimeAsync(9000);
  expect(lapses).toHaveLength(1);
  takesMs = 0;
  await vi.advanceTimersByTimeAsync(6000);
  await lease.stop();
});

it('renews no more when it has been given back, though it is stopped during its first renewal', async () => {
  const { store, lease } = await world(() => after(500));
  await store.nodes.renew('other', 1e9);
  lease.start();
  await vi.advanceTimersByTimeAsync(10);
  const released = lease.stop().then(() => lease.release([]));
  await vi.advanceTimersByTimeAsync(2000);
  await released;
  expect(await store.nodes.lost(['here'])).toEqual(['here']);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await store.nodes.expired(10)).toEqual([]);
});
