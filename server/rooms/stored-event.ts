import type { EventBody } from '../../shared/messages.ts';
import type { StoredEvent } from './room-store.ts';

/** An event of a command as a store keeps it. Finds are appended by guesses alone, so one here is a bug. */
export function storedEvent(body: EventBody, seq: number, at: number): StoredEvent {
  if (body.type === 'found') throw new TypeError('a find is appended by a guess, not by a commit');
  return { seq, at, ...body };
}
