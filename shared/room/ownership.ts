import { isShared } from './settings.ts';
import type { RoomDoc, Seat } from './record.ts';

/** Whether a find belongs to the whole room (claim, coop, teams) or to its finder alone (solo, race). */
export const ownsTogether = (doc: RoomDoc): boolean => isShared(doc.settings);

/** Whose side a seat is on: its own in solo, race and claim, everybody's in co-op, its team's in teams. */
export function sideOf(doc: RoomDoc, seat: Seat): number {
  switch (doc.settings.mode) {
    case 'coop':
      return 0;
    case 'teams':
      return seat.team ?? 0;
    case 'solo':
    case 'race':
    case 'claim':
      return seat.index;
  }
}
