import type { Player } from '../virtual-user/player.ts';
import { createHistogram } from '../measure/histogram.ts';
import { inParallel } from './in-parallel.ts';
import type { ReconnectStormResult } from './worker-protocol.ts';

/**
 * Drops every connection at once, as a switch that restarts does, and lets everybody come back, `parallel` handshakes at a
 * time. A player has caught up when `join` has answered with its view.
 */
export async function runReconnectStorm(
  players: readonly Player[],
  parallel: number,
  onProgress: (done: number, of: number) => void,
): Promise<ReconnectStormResult> {
  for (const player of players) player.drop();
  const droppedAt = performance.now();
  const times = createHistogram();
  let failed = 0;
  await inParallel(players, parallel, async (player) => {
    try {
      await player.connect();
      await player.join();
      player.resend();
      times.add(performance.now() - droppedAt);
    } catch {
      failed++;
    }
    onProgress(times.total + failed, players.length);
  });
  return {
    connections: players.length,
    failed,
    p50Ms: times.percentile(50),
    p99Ms: failed > players.length / 100 ? Number.POSITIVE_INFINITY : times.percentile(99),
    allMs: times.maxMs,
  };
}
