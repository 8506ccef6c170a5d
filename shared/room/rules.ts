import type { Player, Role } from '../messages.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Settings, SettingsPatch } from '../settings.ts';
import { distinctName, nameSkeleton } from './names.ts';
import {
  phaseOf,
  playersOf,
  seatOf,
  withSeat,
  type Change,
  type Connection,
  type RoomDoc,
  type RoomRecord,
  type Seat,
} from './record.ts';
import { changeSettings } from './settings.ts';
import { scoreOf } from './standings.ts';

/**
 * The rules of every command but `guess`: `(record, input) → outcome`, with `record.now` as the only clock. A store applies
 * a change if nobody changed the document in between; otherwise the rule is asked again.
 */
export type Outcome = { change: Change } | { refuse: RefusalCode } | { same: true };

const SAME: Outcome = { same: true };
const refused = (code: RefusalCode): Outcome => ({ refuse: code });
const changed = (doc: RoomDoc, ...events: Change['events']): Outcome => ({ change: { doc, events } });

export interface QuizFacts {
  title: string;
  cities: number;
  population: number;
  dataVersion: string;
}

export interface Newcomer {
  playerId: string;
  name: string;
  connection: Connection;
}

export function playerOf(record: Pick<RoomRecord, 'scores'>, seat: Seat): Player {
  return {
    id: seat.playerId,
    name: seat.name,
    colour: seat.colour,
    ...(seat.team === undefined ? {} : { team: seat.team }),
    online: seat.online,
    ready: seat.ready,
    role: seat.role,
    score: scoreOf(record, seat),
  };
}

/** The smallest colour that no seat holds; colours repeat only when a room holds more than 24 people. */
function freeColour(doc: RoomDoc): number {
  const taken = new Set(doc.seats.filter((seat) => seat.role === 'player').map((seat) => seat.colour));
  for (let colour = 0; colour < 24; colour += 1) if (!taken.has(colour)) return colour;
  return doc.nextIndex % 24;
}

/** The team with the fewest players: balanced by default. */
function smallestTeam(doc: RoomDoc): number {
  const sizes = Array.from({ length: doc.settings.teams ?? 2 }, () => 0);
  for (const seat of playersOf(doc))
    if (seat.team !== undefined && seat.team < sizes.length) sizes[seat.team]! += 1;
  return sizes.indexOf(Math.min(...sizes));
}

function newSeat(doc: RoomDoc, newcomer: Newcomer, role: Role, now: number): Seat {
  return {
    index: doc.nextIndex,
    playerId: newcomer.playerId,
    name: distinctName(
      newcomer.name,
      doc.seats.map((seat) => seat.name),
    ),
    colour: role === 'player' ? freeColour(doc) : 0,
    role,
    ...(doc.settings.mode === 'teams' && role === 'player' ? { team: smallestTeam(doc) } : {}),
    ready: false,
    done: false,
    left: false,
    joinedAt: now,
    connection: newcomer.connection,
    awaySince: null,
    online: true,
  };
}

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

/** Spectators on the most that a room holds; the caller's limit, stated here because the rule needs it. */
const MOST_SPECTATORS = 100;

function isFull(doc: RoomDoc, role: Role): boolean {
  const count = doc.seats.filter((seat) => seat.role === role && !(seat.left && doc.stage !== 'game')).length;
  return count >= (role === 'player' ? doc.settings.maxPlayers : MOST_SPECTATORS);
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

function withRole(doc: RoomDoc, seat: Seat, role: Role): RoomDoc {
  const others: RoomDoc = {
    ...doc,
    seats: doc.seats.filter((other) => other !== seat && other.playerId !== seat.playerId),
  };
  const { team: _, ...bare } = seatOf(doc, seat.playerId)!;
  const moved: Seat = {
    ...bare,
    role,
    ready: false,
    colour: role === 'player' ? freeColour(others) : 0,
    ...(doc.settings.mode === 'teams' && role === 'player' ? { team: smallestTeam(others) } : {}),
  };
  return { ...doc, seats: doc.seats.map((other) => (other.playerId === seat.playerId ? moved : other)) };
}

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

/** Marks since when nobody is connected. */
export function withEmptiness(doc: RoomDoc, now: number): RoomDoc {
  const connected = doc.seats.some((seat) => seat.connection !== null);
  if (connected) return doc.emptySince === null ? doc : { ...doc, emptySince: null };
  return doc.emptySince === null ? { ...doc, emptySince: now } : doc;
}

/** The longest-present player who is online, `not` apart. */
export function heirOf(doc: RoomDoc, not: string): Seat | undefined {
  return playersOf(doc)
    .filter((seat) => seat.connection !== null && !seat.left && seat.playerId !== not)
    .sort((a, b) => a.joinedAt - b.joinedAt || a.index - b.index)[0];
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
  return changed(next, { type: 'configured', settings });
}

function applySettings(doc: RoomDoc, settings: Settings, quiz: QuizFacts, keepMarks: boolean): RoomDoc {
  let next: RoomDoc = { ...doc, settings, quiz };
  const seats = doc.seats.map((seat) => ({ ...seat, ready: keepMarks && seat.ready }));
  next = { ...next, seats: [] };
  for (const seat of seats) next = { ...next, seats: [...next.seats, withTeam(next, seat)] };
  return next;
}

/** A seat's team under the room's settings: kept where it still exists, else the smallest; none in other modes. */
function withTeam(doc: RoomDoc, seat: Seat): Seat {
  const { team, ...bare } = seat;
  if (doc.settings.mode !== 'teams' || seat.role !== 'player') return bare;
  return { ...bare, team: team !== undefined && team < (doc.settings.teams ?? 2) ? team : smallestTeam(doc) };
}

export function start(record: RoomRecord, playerId: string, countdownMs: number): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  const phase = phaseOf(doc, now);
  if (doc.settings.mode === 'solo') return refused('wrong_phase');
  if (phase === 'countdown') return SAME;
  if (phase !== 'lobby') return refused('wrong_phase');
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

/** Stops the clock: from now on no guess is accepted, and whoever looks next settles the game. */
export function end(record: RoomRecord, playerId: string): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  const phase = phaseOf(doc, now);
  if (phase === 'ended') return SAME;
  if (phase === 'lobby') return refused('wrong_phase');
  return changed({ ...doc, endsAt: now, startsAt: Math.min(doc.startsAt ?? now, now) });
}

/** The same room, code and seats, in the lobby; `seq` goes on, those who left lose their seats. */
export function rematch(
  record: RoomRecord,
  playerId: string,
  input: { runId: string; settings: Settings; quiz: QuizFacts },
): Outcome {
  const { doc, now } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (doc.stage === 'lobby') return SAME;
  if (doc.stage !== 'ended' || doc.settings.mode === 'solo' || input.settings.mode === 'solo')
    return refused('wrong_phase');
  const kept = doc.seats.filter((seat) => !seat.left).map((seat) => ({ ...seat, ready: false, done: false }));
  const cleared: RoomDoc = {
    ...doc,
    seats: kept,
    stage: 'lobby',
    startsAt: null,
    endsAt: null,
    endedAt: null,
    results: null,
    runId: input.runId,
  };
  const next = withEmptiness(applySettings(cleared, input.settings, input.quiz, false), now);
  return changed(next, { type: 'rematched', settings: input.settings });
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

export function kick(record: RoomRecord, playerId: string, target: string, ban: boolean): Outcome {
  const { doc } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (target === playerId) return refused('bad_payload');
  const banned = ban && !doc.banned.includes(target) ? [...doc.banned, target] : doc.banned;
  const gone = leave({ ...record, doc: { ...doc, banned } }, target, 'kicked');
  if ('same' in gone) return banned === doc.banned ? SAME : changed({ ...doc, banned });
  return gone;
}

export function handover(record: RoomRecord, playerId: string, target: string): Outcome {
  const { doc } = record;
  if (doc.hostId !== playerId) return refused('not_host');
  if (target === playerId) return SAME;
  const seat = seatOf(doc, target);
  if (seat?.role !== 'player' || seat.left) return refused('bad_payload');
  return changed({ ...doc, hostId: target, absentHost: null }, { type: 'hosted', playerId: target });
}

/** A connection has gone; nothing is told yet ({@link advance} tells when the absence lasts). */
export function disconnect(record: RoomRecord, playerId: string, socket: string): Outcome {
  const { doc, now } = record;
  const seat = seatOf(doc, playerId);
  if (seat?.connection?.socket !== socket) return SAME;
  return changed(withEmptiness(withSeat(doc, playerId, { connection: null, awaySince: now }), now));
}
