import type { Caller } from '../identity/caller.ts';
import type { ServiceDeps } from './service-deps.ts';

/** Makes the caller's connection a member of the room; the seat of the room that it gave up for it learns that it has gone. */
export function attach(
  { broadcaster, onGone }: Pick<ServiceDeps, 'broadcaster' | 'onGone'>,
  roomId: string,
  caller: Caller,
): void {
  const givenUp = broadcaster.attach(roomId, caller);
  if (givenUp !== undefined) onGone(givenUp, caller.playerId, caller.connection.socket);
}
