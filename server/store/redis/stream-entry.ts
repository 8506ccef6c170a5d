import type { StoredEvent } from '../room-store.ts';
import { storedEvent, type CommandEvent } from '../stored-event.ts';

/** An entry of a room's stream: its id, and one field, `b` with a body as JSON or `f` with a find as words. */
export type StreamEntry = [id: string, fields: [kind: string, value: string]];

/** The value of `b`: the time is the step's, the `seq` will be the entry's id. */
export const encodeBody = (body: CommandEvent, at: number): string => JSON.stringify({ at, ...body });

export function decodeEntry([id, [kind, value]]: StreamEntry): StoredEvent {
  const seq = Number.parseInt(id, 10);
  if (kind === 'b') {
    const { at, ...body } = JSON.parse(value) as CommandEvent & { at: number };
    return storedEvent(body, seq, at);
  }
  const [playerId, ...numbers] = value.split(' ');
  const [at, cities, population, ...cityIds] = numbers.map(Number);
  return {
    seq,
    at: at!,
    type: 'found',
    playerId: playerId!,
    cityIds,
    score: { cities: cities!, population: population! },
  };
}
