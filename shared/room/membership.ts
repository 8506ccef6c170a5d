import type { Role } from '../messages.ts';
import type { Settings } from '../settings.ts';
import { changed, refused, SAME, type Outcome, type QuizFacts } from './outcome.ts';
import {
  phaseOf,
  seatOf,
  withSeat,
  type Change,
  type Connection,
  type RoomDoc,
  type RoomRecord,
  type Seat,
} from './record.ts';
import { heirOf, isFull, newSeat, playerOf, withEmptiness, withRole, type Newcomer } from './seats.ts';

/** A new room with its creator seated as host. Solo starts at once; any other mode waits in the lobby. */
export function createRoom(input: {
  roomId: string;
  runId: string;
  settings: Settings;
  quiz: QuizFacts;
  host: Newcomer;
  now: number;
}): RoomDoc {
  const { settings, host, now } = input;
  const solo = settings.mode === 'solo';
  const empty: RoomDoc = {
    roomId: input.roomId,
    createdAt: now,
    settings,
    quiz: input.quiz,
    stage: solo ? 'game' : 'lobby',
    startsAt: solo ? now : null,
    endsAt: solo && settings.seconds !== null ? now + settings.seconds * 1000 : null,
    endedAt: null,
    runId: input.runId,
    hostId: host.playerId,
    absentHost: null,
    seats: [],
    nextIndex: 0,
    banned: [],
    results: null,
    emptySince: null,
  };
  return { ...empty, seats: [newSeat(empty, host, 'player', now)], nextIndex: 1 };
}

/** Connects a held seat, or gives a new one. The caller tells the seat's former connection that it was superseded. */
export function join(record: RoomRecord, newcomer: Newcomer, as: Role | undefined): Outcome {
  const { doc, now } = record;
  const phase = phaseOf(doc, now);
  const held = seatOf(doc, newcomer.playerId);
  if (doc.banned.includes(newcomer.playerId)) return refused('banned');
  if (held) return resume(record, held, newcomer.connection, as);
  if (doc.settings.mode === 'solo') return refused('no_such_room');
  if (doc.settings.locked) return refused('room_locked');
  const role = as ?? 'player';
  if (phase === 'ended') return refused('wrong_phase');
  if (phase !== 'lobby' && !doc.settings.lateJoin && role === 'player') return refused('wrong_phase');
  if (isFull(doc, role)) return refused('room_full');
  const seat = newSeat(doc, newcomer, role, now);
  const next: RoomDoc = {
    ...doc,
    seats: [...doc.seats, seat],
    nextIndex: doc.nextIndex + 1,
    emptySince: null,
  };
  return changed(next, { type: 'joined', player: playerOf(record, seat) });
}

function resume(record: RoomRecord, seat: Seat, connection: Connection, as: Role | undefined): Outcome {
  const { doc, now } = record;
  const switches = as !== undefined && as !== seat.role && phaseOf(doc, now) === 'lobby';
  if (switches && as === 'player' && isFull(doc, as)) return refused('room_full');
  let next = withSeat(doc, seat.playerId, { connection, awaySince: null, online: true, left: false });
  if (switches) next = withRole(next, seat, as);
  next = { ...next, emptySince: null };
  const events: Change['events'] = [];
  if (switches || seat.left)
    events.push({ type: 'joined', player: playerOf(record, seatOf(next, seat.playerId)!) });
  else if (!seat.online) events.push({ type: 'online', playerId: seat.playerId });
  return { change: { doc: next, events } };
}

/** In a lobby or after the end the seat is given up; in play it stays with its finds. */
export function leave(record: RoomRecord, playerId: string, event: 'left' | 'kicked' = 'left'): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId);
  if (!seat || seat.left) return SAME;
  const keeps = doc.stage === 'game' && seat.role === 'player';
  const gone = keeps
    ? withSeat(doc, playerId, { left: true, connection: null, awaySince: now, online: false })
    : { ...doc, seats: doc.seats.filter((other) => other !== seat) };
  const emptied = withEmptiness(gone, now);
  const heir = doc.hostId === playerId ? heirOf(emptied, playerId) : undefined;
  const next = heir ? { ...emptied, hostId: heir.playerId, absentHost: null } : emptied;
  return changed(
    next,
    { type: event, playerId },
    ...(heir ? [{ type: 'hosted', playerId: heir.playerId } as const] : []),
  );
}

export function kick(record: RoomRecord, playerId: string, target: string, ban: boolean): Outcome {
  const { doc } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (target === playerId) return refused('bad_payload');
  const banned = ban && !doc.banned.includes(target) ? [...doc.banned, target] : doc.banned;
  const gone = leave({ ...record, doc: { ...doc, banned } }, target, 'kicked');
  if ('same' in gone) return banned === doc.banned ? SAME : changed({ ...doc, banned });
  return gone;
}

/** A connection has gone; nothing is told yet ({@link advance} tells when the absence lasts). */
export function disconnect(record: RoomRecord, playerId: string, socket: string): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId);
  if (seat?.connection?.socket !== socket) return SAME;
  return changed(withEmptiness(withSeat(doc, playerId, { connection: null, awaySince: now }), now));
}
