import { expect, test } from 'vitest';
import { SequenceTracker } from '../../../loadtest/virtual-user/sequence-tracker.ts';

test('moves its watermark over what came early', () => {
  const sequence = new SequenceTracker();
  sequence.viewed(10);
  for (const seq of [13, 12, 15]) sequence.received(seq);
  expect([sequence.watermark, sequence.highest]).toEqual([10, 15]);
  expect(sequence.gapSince).toBeGreaterThan(0);
  sequence.received(11);
  expect(sequence.watermark).toBe(13);
  sequence.received(14);
  expect([sequence.watermark, sequence.gapSince]).toEqual([15, 0]);
});

test('counts an event once, and its repeats', () => {
  const sequence = new SequenceTracker();
  expect([sequence.received(1), sequence.received(1), sequence.received(2)]).toEqual([true, false, true]);
  expect(sequence.repeats).toBe(1);
});

test('a view stands for everything before it', () => {
  const sequence = new SequenceTracker();
  sequence.viewed(4);
  sequence.received(6);
  sequence.viewed(1000);
  expect([sequence.watermark, sequence.first]).toEqual([1000, 4]);
  expect(sequence.has(700)).toBe(true);
  expect(sequence.has(1001)).toBe(false);
});

test('grows with its room', () => {
  const sequence = new SequenceTracker();
  for (let seq = 1; seq <= 5000; seq++) sequence.received(seq);
  expect(sequence.watermark).toBe(5000);
});
