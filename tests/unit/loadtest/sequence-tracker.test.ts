import { expect, test } from 'vitest';
import { SequenceTracker } from '../../../loadtest/virtual-user/sequence-tracker.ts';

test('moves its watermark over what came early', () => {
  const sequence = new SequenceTracker();
  sequence.viewed(10);
  for (const seq of [13, 12, 15]) sequence.received(seq);
  expect([sequence.watermark, sequence.highest]).toEqual([10, 15]);
  expect(sequence.hasGap).toBe(true);
  sequence.received(11);
  expect(sequence.watermark).toBe(13);
  sequence.received(14);
  expect([sequence.watermark, sequence.hasGap]).toEqual([15, false]);
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

test('what comes before the first view waits for it', () => {
  const sequence = new SequenceTracker();
  sequence.received(7);
  expect(sequence.watermark).toBe(-1);
  sequence.viewed(6);
  expect([sequence.watermark, sequence.hasGap]).toEqual([7, false]);
});

test('grows with its room', () => {
  const sequence = new SequenceTracker();
  sequence.viewed(0);
  for (let seq = 1; seq <= 5000; seq++) sequence.received(seq);
  expect(sequence.watermark).toBe(5000);
});
