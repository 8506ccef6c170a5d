import { describe, expect, it } from 'vitest';
import { createBudgets } from '../../../server/limits/budget.ts';
import { LIMITS } from '../../../shared/limits.ts';

describe('a budget', () => {
  it('gives a burst, then one credit at a time', () => {
    const budgets = createBudgets({ ...LIMITS, guessBurst: 3, guessPerSecond: 5 }, () => 0);
    const budget = budgets.open('anna');
    expect([1, 2, 3].map(() => budgets.spend(budget, 'guess', 1000))).toEqual([0, 0, 0]);
    expect(budgets.spend(budget, 'guess', 1000)).toBe(200);
    expect(budgets.spend(budget, 'guess', 1150)).toBe(50);
    expect(budgets.spend(budget, 'guess', 1200)).toBe(0);
    expect(budgets.spend(budget, 'guess', 1200)).toBe(200);
    // Full again after a rest, and not fuller.
    expect([1, 2, 3, 4].map(() => budgets.spend(budget, 'guess', 9000))).toEqual([0, 0, 0, 200]);
    budgets.stop();
  });

  it('is one for all connections of a player, and of each kind', () => {
    const budgets = createBudgets({ ...LIMITS, emoteBurst: 1, emotePerSecond: 1 }, () => 0);
    const [first, second] = [budgets.open('anna'), budgets.open('anna')];
    expect(budgets.spend(first, 'emote', 0)).toBe(0);
    expect(budgets.spend(second, 'emote', 0)).toBe(1000);
    for (const other of ['command', 'guess', 'typing'] as const)
      expect(budgets.spend(second, other, 0)).toBe(0);
    expect(budgets.spend(budgets.open('zoe'), 'emote', 0)).toBe(0);
    budgets.stop();
  });

  it('remembers who connects again', () => {
    const budgets = createBudgets({ ...LIMITS, emoteBurst: 1, emotePerSecond: 1 }, () => 0);
    const before = budgets.open('anna');
    budgets.spend(before, 'emote', 0);
    budgets.close(before);
    expect(budgets.spend(budgets.open('anna'), 'emote', 0)).toBe(1000);
    budgets.stop();
  });

  it('never ends where limits are lifted', () => {
    const lifted = {
      ...LIMITS,
      guessBurst: Number.MAX_SAFE_INTEGER,
      guessPerSecond: Number.MAX_SAFE_INTEGER,
    };
    const budgets = createBudgets(lifted, () => 0);
    const budget = budgets.open('anna');
    for (let i = 0; i < 10_000; i += 1) expect(budgets.spend(budget, 'guess', 5)).toBe(0);
    budgets.stop();
  });
});
