import type { Commands } from '../../shared/commands.ts';
import type { Reply } from './reply.ts';
import { refuse } from '../../shared/refusal.ts';
import { phaseOf } from '../../shared/room/record.ts';
import { coalesceScores, hidesFinds, reduceEvent } from '../../shared/room/visibility.ts';
import type { Caller } from '../identity/caller.ts';
import { hydrate } from './hydrate.ts';
import type { ServiceDeps } from './service-deps.ts';

/** What a member has missed: the events, reduced to what it may see, or the whole view where the gap is too old. */
export function createSyncing(
  deps: ServiceDeps,
): (caller: Caller, input: Commands['sync']) => Promise<Reply<'sync'>> {
  const { store, cache, quizzes, views, limits } = deps;

  return async ({ playerId }, { roomId, since }) => {
    const room = await cache.load(roomId);
    const seat = room?.seats.get(playerId);
    if (!room || !seat || seat.left) return refuse('no_such_room');
    const now = store.now();
    // After the end everything may be seen, also what the stream told while it was hidden.
    const isWhole = since === 0 && phaseOf(room.doc, now) === 'ended';
    const missed = isWhole ? null : await store.rooms.events(roomId, since, limits.syncEvents);
    if (!missed) {
      const seen = await views.of(roomId, playerId);
      return seen ? { ok: true, ...seen } : refuse('no_such_room');
    }
    const hidden = hidesFinds(room.doc, now);
    const events = missed.events.map((event) => reduceEvent(hydrate(event, quizzes.city), playerId, hidden));
    return { ok: true, events: hidden ? coalesceScores(events) : events, seq: missed.seq };
  };
}
