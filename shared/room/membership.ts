import { LIMITS } from '../limits.ts';
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
import { endIfAllLeft } from './game.ts';
import {
  isFull,
  newSeat,
  nextIndexOf,
  playerOf,
  withDeparted,
  withEmptiness,
  withHeir,
  withRole,
  type Newcomer,
} from './seats.ts';

/** A new room with its creator as host, seated unless the host does not play. Solo starts at once; any other mode waits in the lobby. */
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
  const role = settings.hostPlays === false ? 'spectator' : 'player';
  return { ...empty, seats: [newSeat(empty, host, role, now)], nextIndex: 1 };
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
  // Who comes after the end may look at the result, and be there for the next game.
  if (phase === 'ended' && role === 'player') return refused('wrong_phase');
  if (phase !== 'lobby' && !doc.settings.lateJoin && role === 'player') return refused('wrong_phase');
  if (isFull(doc, role) || nextIndexOf(doc) >= LIMITS.seatsPerGame) return refused('room_full');
  const seat = newSeat(doc, newcomer, role, now);
  const next: RoomDoc = {
    ...doc,
    seats: [...doc.seats, seat],
    nextIndex: seat.index + 1,
    emptySince: null,
  };
  return changed(...withHeir(next, [{ type: 'joined', player: playerOf(record, seat) }]));
}

function resume(record: RoomRecord, seat: Seat, connection: Connection, as: Role | undefined): Outcome {
  const { doc, now } = record;
  const switches = as !== undefined && as !== seat.role && phaseOf(doc, now) === 'lobby';
  if (switches && isFull(doc, as)) return refused('room_full');
  if (!switches && isHeldBy(seat, connection) && doc.emptySince === null) return SAME;
  let next = withSeat(doc, seat.playerId, { connection, awaySince: null, online: true, left: false });
  if (switches) next = withRole(next, seat, as);
  next = { ...next, emptySince: null };
  const events: Change['events'] = [];
  if (switches || seat.left)
    events.push({ type: 'joined', player: playerOf(record, seatOf(next, seat.playerId)!) });
  else if (!seat.online) events.push({ type: 'online', playerId: seat.playerId });
  return changed(...withHeir(next, events));
}

/** Whether nothing about a seat would change if this connection took it. */
const isHeldBy = (seat: Seat, { node, socket }: Connection): boolean =>
  seat.connection?.node === node && seat.connection.socket === socket && seat.online && !seat.left;

/** In a lobby the seat is given up; from the start on, a player's stays with its finds until the rematch. */
export function leave(record: RoomRecord, playerId: string, event: 'left' | 'kicked' = 'left'): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId);
  if (!seat || seat.left) return SAME;
  const keeps = doc.stage !== 'lobby' && seat.role === 'player';
  const gone = keeps
    ? withSeat(doc, playerId, { left: true, connection: null, awaySince: now, online: false })
    : withDeparted({ ...doc, seats: doc.seats.filter((other) => other !== seat) }, [playerId]);
  const emptied = endIfAllLeft(withEmptiness(gone, now), now);
  return changed(...withHeir(emptied, [{ type: event, playerId }]));
}

/** Only who is or was in the room can be removed from it: whoever else is named, a ban of them would be kept for nothing. */
export function kick(record: RoomRecord, playerId: string, target: string, ban: boolean): Outcome {
  const { doc } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (target === playerId || !wasIn(doc, target)) return refused('bad_payload');
  const banned =
    ban && !doc.banned.includes(target) ? [...doc.banned, target].slice(-LIMITS.bannedPerRoom) : doc.banned;
  const gone = leave({ ...record, doc: { ...doc, banned } }, target, 'kicked');
  if ('same' in gone) return banned === doc.banned ? SAME : changed({ ...doc, banned });
  return gone;
}

const wasIn = (doc: RoomDoc, playerId: string): boolean =>
  seatOf(doc, playerId) !== undefined ||
  doc.banned.includes(playerId) ||
  doc.departed?.includes(playerId) === true;

/** A connection has gone; nothing is told yet ({@link advance} tells when the absence lasts). */
export function disconnect(record: RoomRecord, playerId: string, socket: string): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId);
  if (seat?.connection?.socket !== socket) return SAME;
  return changed(withEmptiness(withSeat(doc, playerId, { connection: null, awaySince: now }), now));
}
