import type { TestPlayer } from './player.ts';
import { until } from './until.ts';

/**
 * Resolves once the countdown of the player's room is over by the clock of its store, which alone decides: from then on a guess
 * of anybody, on any node, is accepted. The player's own view stays as it is.
 */
export async function untilPlaying(player: TestPlayer): Promise<void> {
  const { roomId } = await player.until(({ phase }) => phase !== 'lobby', 'the start');
  await until(async () => {
    const answer = await player.ask('join', { roomId });
    return answer.ok && answer.view.phase === 'playing';
  }, 'the end of the countdown');
}
