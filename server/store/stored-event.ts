import type { EventBody } from '../../shared/messages.ts';
import type { StoredEvent } from './room-store.ts';

export type CommandEvent = Exclude<EventBody, { type: 'found' }>;

/** The events of a command. Finds are appended by guesses alone, so one here is a bug: asked before anything is done. */
export function commandEvents(bodies: readonly EventBody[]): CommandEvent[] {
  return bodies.map((body) => {
    if (body.type === 'found') throw new TypeError('a find is appended by a guess, not by a commit');
    return body;
  });
}

/** An event of a command as a store keeps it. */
export const storedEvent = (body: CommandEvent, seq: number, at: number): StoredEvent => ({
  seq,
  at,
  ...body,
});
