import type { RefusalCode } from '../refusal.ts';
import type { Change, RoomDoc } from './record.ts';

/**
 * The rules of every command but `guess`: `(record, input) → outcome`, with `record.now` as the only clock. A store applies
 * a change if nobody changed the document in between; otherwise the rule is asked again.
 */
export type Outcome = { change: Change } | { refuse: RefusalCode } | { same: true };

export const SAME: Outcome = { same: true };
export const refused = (code: RefusalCode): Outcome => ({ refuse: code });
export const changed = (doc: RoomDoc, ...events: Change['events']): Outcome => ({ change: { doc, events } });

export interface QuizFacts {
  title: string;
  cities: number;
  population: number;
  dataVersion: string;
}
