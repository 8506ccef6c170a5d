import type { Settings, SettingsPatch } from '../settings.ts';
import { applySettings, withHostMoved } from './lobby.ts';
import { changed, refused, SAME, type Outcome, type QuizFacts } from './outcome.ts';
import { phaseOf, playersOf, seatOf, withSeat, type RoomDoc, type RoomRecord } from './record.ts';
import { isHostGone, withDeparted, withEmptiness } from './seats.ts';

export function start(record: RoomRecord, playerId: string, countdownMs: number): Outcome {
  const { doc, now } = record;
  // One who only watches, because nobody else was there to take the host's place, starts no game.
  if (doc.hostId !== playerId || isHostGone(doc)) return refused('not_host');
  const phase = phaseOf(doc, now);
  if (doc.settings.mode === 'solo') return refused('wrong_phase');
  if (phase === 'countdown') return SAME;
  if (phase !== 'lobby' || playersOf(doc).length === 0) return refused('wrong_phase');
  const startsAt = now + countdownMs;
  const endsAt = doc.settings.seconds === null ? null : startsAt + doc.settings.seconds * 1000;
  const next: RoomDoc = { ...doc, stage: 'game', startsAt, endsAt, endedAt: null };
  return changed(next, { type: 'started', startsAt, endsAt });
}

/** This player has finished; when every player online has, the game ends now. */
export function done(record: RoomRecord, playerId: string): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId)!;
  if (seat.role !== 'player') return refused('not_seated');
  if (seat.done && doc.stage === 'game') return SAME;
  if (phaseOf(doc, now) !== 'playing') return refused('wrong_phase');
  const next = withSeat(doc, playerId, { done: true });
  return changed(endIfAllDone(next, now), { type: 'finished', playerId });
}

export function endIfAllDone(doc: RoomDoc, now: number): RoomDoc {
  if (doc.stage !== 'game' || (doc.endsAt !== null && now >= doc.endsAt)) return doc;
  const online = playersOf(doc).filter((seat) => !seat.left && seat.online);
  return online.length > 0 && online.every((seat) => seat.done) ? { ...doc, endsAt: now } : doc;
}

/** A game that every player has left is over; one who is only away comes back, and so does who plays alone. */
export function endIfAllLeft(doc: RoomDoc, now: number): RoomDoc {
  if (doc.stage !== 'game' || doc.settings.mode === 'solo' || !playersOf(doc).every(({ left }) => left))
    return doc;
  return ended(doc, now);
}

const ended = (doc: RoomDoc, now: number): RoomDoc => ({
  ...doc,
  endsAt: now,
  startsAt: Math.min(doc.startsAt ?? now, now),
});

/** Stops the clock: from now on no guess is accepted, and whoever looks next settles the game. */
export function end(record: RoomRecord, playerId: string): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  const phase = phaseOf(doc, now);
  if (phase === 'ended') return SAME;
  if (phase === 'lobby') return refused('wrong_phase');
  return changed(ended(doc, now));
}

/** The same room, code and seats, in the lobby; `seq` goes on, those who left lose their seats. */
export function rematch(
  record: RoomRecord,
  playerId: string,
  input: { runId: string; settings: Settings; quiz: QuizFacts; patch?: SettingsPatch },
): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (doc.stage === 'lobby') return SAME;
  if (doc.stage !== 'ended' || doc.settings.mode === 'solo' || input.settings.mode === 'solo')
    return refused('wrong_phase');
  const kept = doc.seats.filter((seat) => !seat.left).map((seat) => ({ ...seat, ready: false, done: false }));
  const left = doc.seats.filter((seat) => seat.left).map(({ playerId: id }) => id);
  const cleared: RoomDoc = {
    ...(left.length > 0 ? withDeparted(doc, left) : doc),
    seats: kept,
    stage: 'lobby',
    startsAt: null,
    endsAt: null,
    endedAt: null,
    results: null,
    runId: input.runId,
  };
  const next = withEmptiness(applySettings(cleared, input.settings, input.quiz, false), now);
  const event = { type: 'rematched', settings: input.settings, runId: input.runId } as const;
  // Scores of the game before are none of the next.
  return withHostMoved({ ...record, scores: new Map() }, next, input.patch ?? {}, event);
}
