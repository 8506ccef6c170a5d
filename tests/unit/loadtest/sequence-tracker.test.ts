import { expect, test } from 'vitest';
import { Ledger } from '../../../loadtest/virtual-user/sequence-tracker.ts';

test('moves its watermark over what came early', () => {
  const ledger = new Ledger();
  ledger.viewed(10);
  for (const seq of [13, 12, 15]) ledger.mark(seq);
  expect([ledger.watermark, ledger.highest]).toEqual([10, 15]);
  expect(ledger.gapSince).toBeGreaterThan(0);
  ledger.mark(11);
  expect(ledger.watermark).toBe(13);
  ledger.mark(14);
  expect([ledger.watermark, ledger.gapSince]).toEqual([15, 0]);
});

test('counts an event once, and its repeats', () => {
  const ledger = new Ledger();
  expect([ledger.mark(1), ledger.mark(1), ledger.mark(2)]).toEqual([true, false, true]);
  expect(ledger.repeats).toBe(1);
});

test('a view stands for everything before it', () => {
  const ledger = new Ledger();
  ledger.viewed(4);
  ledger.mark(6);
  ledger.viewed(1000);
  expect([ledger.watermark, ledger.first]).toEqual([1000, 4]);
  expect(ledger.has(700)).toBe(true);
  expect(ledger.has(1001)).toBe(false);
});

test('grows with its room', () => {
  const ledger = new Ledger();
  for (let seq = 1; seq <= 5000; seq++) ledger.mark(seq);
  expect(ledger.watermark).toBe(5000);
});
