import type { Commands } from '../../shared/commands.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Caller } from '../identity/caller.ts';
import type { Reply } from './reply.ts';
import type { ServiceDeps } from './service-deps.ts';

/** The room as a member may see it now: a reading, unless it finds a game over that nobody has settled yet. */
export function createViewing({
  executor,
  views,
}: Pick<ServiceDeps, 'executor' | 'views'>): (
  caller: Caller,
  input: Commands['view'],
) => Promise<Reply<'view'>> {
  return async ({ playerId }, { roomId }) => {
    let seen = await views.of(roomId, playerId);
    if (seen?.view.phase === 'ended' && !seen.view.results) {
      await executor.advance(roomId);
      seen = await views.of(roomId, playerId);
    }
    return seen ? { ok: true, ...seen } : refuse('no_such_room');
  };
}
