import { createRoom, join } from '../../../shared/room/rules.ts';
import { completeSettings } from '../../../shared/room/settings.ts';
import type { Advance, Outcome } from '../../../shared/room/rules.ts';
import type { RoomRecord } from '../../../shared/room/record.ts';
import type { Score } from '../../../shared/messages.ts';
import type { SettingsInput } from '../../../shared/settings.ts';

export const T0 = 1_700_000_000_000;
export const QUIZ = { title: 'France', cities: 100, population: 5_000_000, dataVersion: 'test' };

export const person = (playerId: string, name = playerId) => ({
  playerId,
  name,
  connection: { node: 'n1', socket: `socket-of-${playerId}` },
});

/** A room of the host `anna` as a store would read it. */
export function roomOf(settings: Partial<SettingsInput> = {}, now = T0): RoomRecord {
  const doc = createRoom({
    roomId: 'ABCDEF',
    runId: 'run-1',
    settings: completeSettings({ quiz: 'france', mode: 'race', ...settings }),
    quiz: QUIZ,
    host: person('anna', 'Anna'),
    now,
  });
  return { doc, version: 0, seq: 0, scores: new Map(), foundCount: 0, now };
}

/** The record after an outcome; throws when the rule refused. */
export function after(record: RoomRecord, outcome: Outcome | Advance, now = record.now): RoomRecord {
  if ('refuse' in outcome) throw new Error(`refused: ${outcome.refuse}`);
  if (!('change' in outcome)) return { ...record, now };
  return { ...record, doc: outcome.change.doc, version: record.version + 1, now };
}

export const eventsOf = (outcome: Outcome | Advance): string[] =>
  'change' in outcome ? outcome.change.events.map(({ type }) => type) : [];

export const withGuests = (record: RoomRecord, ...ids: string[]): RoomRecord =>
  ids.reduce((room, id) => after(room, join(room, person(id), undefined)), record);

export const at = (record: RoomRecord, now: number): RoomRecord => ({ ...record, now });

export const scored = (record: RoomRecord, scores: Record<number, Score>): RoomRecord => ({
  ...record,
  scores: new Map(Object.entries(scores).map(([index, score]) => [Number(index), score])),
});
