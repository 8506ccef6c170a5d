import type { SettingsPatch, Settings } from '../settings.ts';
import type { EventBody } from '../messages.ts';
import { nameSkeleton } from './names.ts';
import { changed, refused, SAME, type Outcome, type QuizFacts } from './outcome.ts';
import { phaseOf, seatOf, withSeat, type RoomDoc, type RoomRecord } from './record.ts';
import { playerOf, withHostRole, withTeam } from './seats.ts';
import { changeSettings } from './settings.ts';

export function ready(record: RoomRecord, playerId: string, isReady: boolean): Outcome {
  const seat = seatOf(record.doc, playerId)!;
  if (seat.role !== 'player') return refused('not_seated');
  if (phaseOf(record.doc, record.now) !== 'lobby') return refused('wrong_phase');
  if (seat.ready === isReady) return SAME;
  return changed(withSeat(record.doc, playerId, { ready: isReady }), {
    type: 'readied',
    playerId,
    ready: isReady,
  });
}

/** `locked` may change at any time; the rest in the lobby. Marks fall, because people were ready for something else. */
export function configure(
  record: RoomRecord,
  playerId: string,
  patch: SettingsPatch,
  quiz: QuizFacts,
): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  const onlyLock = Object.keys(patch).every((key) => key === 'locked');
  if (!onlyLock && phaseOf(doc, now) !== 'lobby') return refused('wrong_phase');
  const settings = changeSettings(doc.settings, patch);
  if ((settings.mode === 'solo') !== (doc.settings.mode === 'solo')) return refused('wrong_phase');
  const next = applySettings(doc, settings, quiz, onlyLock);
  return withHostMoved(record, next, patch, { type: 'configured', settings });
}

/** The change, and with it the host's own seat where the patch says whether the host plays. */
export function withHostMoved(
  record: Pick<RoomRecord, 'scores'>,
  next: RoomDoc,
  patch: SettingsPatch,
  event: EventBody,
): Outcome {
  const moved = withHostRole(next, next.settings.mode === 'solo' ? undefined : patch.hostPlays);
  if (!moved) return refused('room_full');
  if (moved === next) return changed(next, event);
  const player = playerOf(record, seatOf(moved, moved.hostId)!);
  return changed(moved, event, { type: 'joined', player });
}

export function applySettings(
  doc: RoomDoc,
  settings: Settings,
  quiz: QuizFacts,
  keepMarks: boolean,
): RoomDoc {
  let next: RoomDoc = { ...doc, settings, quiz };
  const seats = doc.seats.map((seat) => ({ ...seat, ready: keepMarks && seat.ready }));
  next = { ...next, seats: [] };
  for (const seat of seats) next = { ...next, seats: [...next.seats, withTeam(next, seat)] };
  return next;
}

/** `name` is clean and has passed the filter already. */
export function rename(record: RoomRecord, playerId: string, name: string): Outcome {
  const { doc } = record;
  const skeleton = nameSkeleton(name);
  if (doc.seats.some((seat) => seat.playerId !== playerId && nameSkeleton(seat.name) === skeleton))
    return refused('name_rejected');
  if (seatOf(doc, playerId)!.name === name) return SAME;
  return changed(withSeat(doc, playerId, { name }), { type: 'renamed', playerId, name });
}

export function chooseTeam(record: RoomRecord, playerId: string, team: number): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId)!;
  if (seat.role !== 'player') return refused('not_seated');
  if (doc.settings.mode !== 'teams' || phaseOf(doc, now) !== 'lobby') return refused('wrong_phase');
  if (team >= (doc.settings.teams ?? 2)) return refused('bad_payload');
  if (seat.team === team) return SAME;
  return changed(withSeat(doc, playerId, { team }), { type: 'teamed', playerId, team });
}

export function handover(record: RoomRecord, playerId: string, target: string): Outcome {
  const { doc } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (target === playerId) return SAME;
  const seat = seatOf(doc, target);
  if (!seat || seat.left || (seat.role !== 'player' && doc.settings.hostPlays !== false))
    return refused('bad_payload');
  return changed({ ...doc, hostId: target, absentHost: null }, { type: 'hosted', playerId: target });
}
