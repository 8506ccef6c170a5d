import type { Limits } from '../../shared/limits.ts';

export type BudgetName = 'guess' | 'typing' | 'emote' | 'command';

/** Credits of one player on this node: for each kind, the time at which its bucket is full again (GCRA), in milliseconds. */
export interface Budget {
  readonly playerId: string;
  guess: number;
  typing: number;
  emote: number;
  command: number;
  /** Connections that share it. */
  shares: number;
}

export interface Budgets {
  /** The player's credits, shared with its other connections. */
  open(playerId: string): Budget;
  close(budget: Budget): void;
  /** Takes a credit: 0, or the wait in milliseconds when there is none. */
  spend(budget: Budget, name: BudgetName, now: number): number;
}

/** How long the credits of somebody who left are remembered: nobody gains by connecting again. */
const REMEMBERED_MS = 60_000;

export function createBudgets(limits: Limits, elapsed: () => number): Budgets & { stop(): void } {
  const budgets = new Map<string, Budget>();
  const bucket = (burst: number, perSecond: number) => {
    const periodMs = 1000 / perSecond;
    return { periodMs, slackMs: (Math.max(1, burst) - 1) * periodMs };
  };
  const buckets = {
    guess: bucket(limits.guessBurst, limits.guessPerSecond),
    typing: bucket(limits.typingBurst, limits.typingPerSecond),
    emote: bucket(limits.emoteBurst, limits.emotePerSecond),
    command: bucket(limits.commandBurst, limits.commandPerSecond),
  };
  const purge = setInterval(() => {
    const past = elapsed();
    for (const [playerId, { shares, guess, typing, emote, command }] of budgets)
      if (shares === 0 && Math.max(guess, typing, emote, command) <= past) budgets.delete(playerId);
  }, REMEMBERED_MS);
  purge.unref();

  return {
    open(playerId) {
      let budget = budgets.get(playerId);
      if (!budget) {
        budget = { playerId, guess: 0, typing: 0, emote: 0, command: 0, shares: 0 };
        budgets.set(playerId, budget);
      }
      budget.shares += 1;
      return budget;
    },
    close(budget) {
      budget.shares -= 1;
    },
    spend(budget, name, now) {
      const { periodMs, slackMs } = buckets[name];
      const full = Math.max(budget[name], now);
      if (full - now > slackMs) return Math.max(1, Math.ceil(full - now - slackMs));
      budget[name] = full + periodMs;
      return 0;
    },
    stop: () => {
      clearInterval(purge);
    },
  };
}
