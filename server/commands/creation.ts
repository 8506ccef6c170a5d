import type { Commands } from '../../shared/commands.ts';
import type { Reply } from './reply.ts';
import { refuse } from '../../shared/refusal.ts';
import { createRoom, nextDueAt } from '../../shared/room/rules.ts';
import { completeSettings } from '../../shared/room/settings.ts';
import type { Caller } from '../identity/caller.ts';
import { attach } from './attach.ts';
import { newRoomId, newRunId } from './ids.ts';
import type { Joining } from './joining.ts';
import { StoreUnavailable } from '../store/room-store.ts';
import type { ServiceDeps } from './service-deps.ts';

const ATTEMPTS = 6;
const HOUR_MS = 3_600_000;

export function createCreation(
  deps: ServiceDeps,
  joining: Joining,
): (caller: Caller, input: Commands['create']) => Promise<Reply<'create'>> {
  const { store, quizzes, durations, limits, quotas, nodeRooms, views, cache } = deps;

  return async (caller, { createId, settings: input }) => {
    const settings = completeSettings(input);
    if (!quizzes.quiz(settings.quiz)) return refuse('no_such_quiz');
    const quiz = quizzes.facts(settings);
    if (!quiz) return refuse('bad_payload', 'That quiz does not offer this population floor');
    const waitMs =
      (await quotas.spend(`create:${caller.playerId}`, limits.createsPerHourIdentity, HOUR_MS)) ??
      (await quotas.spend(`create@${caller.address}`, limits.createsPerHourAddress, HOUR_MS));
    if (waitMs !== undefined) return refuse('rate_limited', undefined, waitMs);

    const { playerId, name, connection } = caller;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const roomId = newRoomId(settings.mode);
      const now = store.now();
      const host = { playerId, name, connection };
      const doc = createRoom({ roomId, runId: newRunId(), settings, quiz, host, now });
      // What points to the room is written first: it is harmless without one, and the room would be lost without it.
      await Promise.all([
        nodeRooms.enter(roomId),
        store.rooms.noteSeat(playerId, roomId),
        store.due.schedule(roomId, nextDueAt(doc, now, durations)),
      ]);
      const made = await store.rooms.create(doc, `${playerId}:${createId}`).catch((error: unknown) => {
        // The store may have done it all the same: then the seat must not say for ever that this connection is in the room.
        deps.onGone(roomId, playerId, connection.socket);
        throw error;
      });
      if ('taken' in made) continue;
      if (!made.created) {
        await store.rooms.dropSeat(playerId, roomId);
        nodeRooms.leave(roomId);
        const joined = await joining.join(caller, { roomId: made.roomId });
        return joined.ok ? { ...joined, roomId: made.roomId } : joined;
      }
      attach(deps, roomId, caller);
      cache.drop(roomId);
      deps.onSeated(playerId, name);
      const seen = await views.of(roomId, playerId);
      return seen ? { ok: true, roomId, ...seen } : refuse('no_such_room');
    }
    throw new StoreUnavailable('no free room code');
  };
}
