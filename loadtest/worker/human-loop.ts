import type { Meter } from '../measure/meter.ts';
import { createRandom } from '../measure/random.ts';
import { createHuman } from '../virtual-user/human.ts';
import type { Player } from '../virtual-user/player.ts';
import type { LoadLoop } from './load-loop.ts';
import type { LoadShape } from './worker-protocol.ts';

/** Everybody plays at a pace of their own, reloads now and then, and some leave. `shape.rate` multiplies the pace. */
export function humanLoop(
  players: readonly Player[],
  namesFor: (player: Player) => () => string | undefined,
  shape: LoadShape,
  seed: number,
  meter: Meter,
): LoadLoop {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  function later(ms: number, action: () => void): void {
    // Whole milliseconds, never early; 31 bits of them: more than a day is never waited for.
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        if (!stopped) action();
      },
      Math.min(Math.ceil(ms), 86_400_000),
    );
    timers.add(timer);
  }

  players.forEach((player, index) => {
    const random = createRandom(seed + index);
    const human = createHuman(random, shape.rate, namesFor(player));

    function next(): void {
      const waitMs = human.nextGuessMs();
      const dueAt = performance.now() + waitMs;
      later(waitMs, () => {
        if (player.left) return;
        const typed = human.nextGuess();
        if (typed === undefined) return;
        player.guess(typed.text, dueAt);
        next();
      });
    }
    next();
    later(human.leavesAfterMs, () => {
      player.leave().catch(() => meter.failed('leave without an answer'));
    });
    later(human.reloadsAfterMs, () => {
      if (!player.left) player.drop();
    });
  });

  return {
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
