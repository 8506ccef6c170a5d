import { ownsTogether, sideOf } from '../../../shared/room/ownership.ts';
import type { RoomDoc } from '../../../shared/room/record.ts';

/**
 * What guess.lua needs of a document, as fields of the room's hash, so that the hot path never parses JSON. Written by every
 * commit; `v` (version), `q` (seq) and `$<index>` (a seat's `cities population`) are the scripts' own.
 */
export function flatFieldsOf(doc: RoomDoc): string[] {
  const nodes = new Set<string>();
  const fields: string[] = [
    ...['st', doc.stage],
    ...['sa', String(doc.startsAt ?? '')],
    // The one field that a guess may change: a full map ends the game.
    ...['ea', String(doc.endsAt ?? '')],
    ...['sh', ownsTogether(doc) ? '1' : '0'],
    ...['n', String(doc.quiz.cities)],
    ...['r', doc.runId],
  ];
  for (const seat of doc.seats) {
    if (seat.connection) nodes.add(seat.connection.node);
    const plays = seat.role === 'player' && !seat.left;
    const side = sideOf(doc, seat);
    fields.push(`@${seat.playerId}`, plays ? `${seat.index},${side},${seat.done ? 1 : 0}` : '-');
    if (seat.role === 'player') fields.push(`#${seat.index}`, `${side} ${seat.playerId}`);
  }
  fields.push('nd', [...nodes].join(' '));
  return fields;
}
