import type { Commands } from '../../shared/commands.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Caller } from '../identity/caller.ts';
import { hydrate } from './hydrate.ts';
import type { Reply } from './reply.ts';
import type { KnownRoom } from './room-cache.ts';
import type { ServiceDeps } from './service-deps.ts';

/** An emote changes nothing of the room: its event goes beside the record, which is neither read nor written for it. */
export function createEmoting(
  deps: Pick<ServiceDeps, 'store' | 'cache' | 'broadcaster' | 'quizzes'>,
): (caller: Caller, input: Commands['emote']) => Promise<Reply<'emote'>> {
  const { store, cache, broadcaster, quizzes } = deps;

  return async ({ playerId }, { roomId, emote }) => {
    const isSeated = holdsSeat(cache.peek(roomId), playerId) || holdsSeat(await cache.load(roomId), playerId);
    if (!isSeated) return refuse('no_such_room');
    const told = await store.rooms.tell(roomId, [{ type: 'emoted', playerId, emote }], store.now());
    if (!told) return refuse('no_such_room');
    const events = told.events.map((event) => hydrate(event, quizzes.city));
    broadcaster.events(roomId, events, { hidden: false, elsewhere: told.elsewhere });
    return { ok: true };
  };
}

const holdsSeat = (room: KnownRoom | null | undefined, playerId: string): boolean =>
  room?.seats.get(playerId)?.left === false;
