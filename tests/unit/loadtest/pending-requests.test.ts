import { expect, it } from 'vitest';
import { PendingRequests } from '../../../loadtest/raw-client/pending-requests.ts';

it('gives back what was put in under a number, once', () => {
  const waiting = new PendingRequests<string>();
  waiting.put(3, 'three');
  expect(waiting.take(3)).toBe('three');
  expect(waiting.take(3)).toBeUndefined();
  expect(waiting.size).toBe(0);
});

it('keeps apart what falls into one slot, and takes no number for another', () => {
  const waiting = new PendingRequests<number>();
  for (let id = 0; id < 100; id += 1) waiting.put(id * 8, id);
  expect(waiting.size).toBe(100);
  expect(waiting.take(4)).toBeUndefined();
  expect(Array.from({ length: 100 }, (_, id) => waiting.take(id * 8))).toEqual(
    Array.from({ length: 100 }, (_, id) => id),
  );
});

it('gives back all that waits', () => {
  const waiting = new PendingRequests<string>();
  for (const id of [5, 6, 70]) waiting.put(id, `#${id}`);
  waiting.take(6);
  expect(waiting.takeAll().toSorted()).toEqual(['#5', '#70']);
  expect(waiting.size).toBe(0);
  expect(waiting.takeAll()).toEqual([]);
});
