import { LIMITS } from '../limits.ts';
import type { EventBody, Player, Role } from '../messages.ts';
import { playersOf, seatOf, type Connection, type RoomDoc, type RoomRecord, type Seat } from './record.ts';
import { distinctName } from './names.ts';
import { scoreOf } from './standings.ts';

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
    ...(seat.left ? { left: true } : {}),
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

export interface Newcomer {
  playerId: string;
  name: string;
  connection: Connection;
}

/** In a lobby there are no finds, and the indexes of those who went are free again. */
export const nextIndexOf = (doc: RoomDoc): number =>
  doc.stage === 'lobby' ? 1 + Math.max(-1, ...doc.seats.map(({ index }) => index)) : doc.nextIndex;

export function newSeat(doc: RoomDoc, newcomer: Newcomer, role: Role, now: number): Seat {
  return {
    index: nextIndexOf(doc),
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

export function isFull(doc: RoomDoc, role: Role): boolean {
  const count = doc.seats.filter((seat) => seat.role === role && !(seat.left && doc.stage !== 'game')).length;
  return count >= (role === 'player' ? doc.settings.maxPlayers : LIMITS.spectators);
}

export function withRole(doc: RoomDoc, seat: Seat, role: Role): RoomDoc {
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

/** A seat's team under the room's settings: kept where it still exists, else the smallest; none in other modes. */
export function withTeam(doc: RoomDoc, seat: Seat): Seat {
  const { team, ...bare } = seat;
  if (doc.settings.mode !== 'teams' || seat.role !== 'player') return bare;
  return { ...bare, team: team !== undefined && team < (doc.settings.teams ?? 2) ? team : smallestTeam(doc) };
}

/** Marks since when nobody is connected. */
export function withEmptiness(doc: RoomDoc, now: number): RoomDoc {
  const connected = doc.seats.some((seat) => seat.connection !== null);
  if (connected) return doc.emptySince === null ? doc : { ...doc, emptySince: null };
  return doc.emptySince === null ? { ...doc, emptySince: now } : doc;
}

/** Remembers who gave up a seat, the newest: the host may still ban them. */
export const withDeparted = (doc: RoomDoc, playerIds: readonly string[]): RoomDoc => ({
  ...doc,
  departed: [...(doc.departed ?? []).filter((id) => !playerIds.includes(id)), ...playerIds].slice(
    -LIMITS.departedPerRoom,
  ),
});

/** The longest-present player who is online, `not` apart. */
export function heirOf(doc: RoomDoc, not: string): Seat | undefined {
  return playersOf(doc)
    .filter((seat) => seat.connection !== null && !seat.left && seat.playerId !== not)
    .sort((a, b) => a.joinedAt - b.joinedAt || a.index - b.index)[0];
}

/** Whether the host has gone for good, or only watches where the host plays: nobody waits for that one. */
export function isHostGone(doc: RoomDoc): boolean {
  const host = seatOf(doc, doc.hostId);
  return !host || host.left || (host.role === 'spectator' && doc.settings.hostPlays !== false);
}

/** The host's seat as a change of `hostPlays` wants it: given up, or taken; undefined where no seat is free. */
export function withHostRole(doc: RoomDoc, hostPlays: boolean | undefined): RoomDoc | undefined {
  const host = seatOf(doc, doc.hostId);
  if (hostPlays === undefined || !host) return doc;
  const role = hostPlays ? 'player' : 'spectator';
  if (host.role === role) return doc;
  return isFull(doc, role) ? undefined : withRole(doc, host, role);
}

/** The place of a host who has gone for good passes on at once; without an heir, to whoever comes next. */
export function withHeir(doc: RoomDoc, events: EventBody[]): [RoomDoc, ...EventBody[]] {
  const heir = isHostGone(doc) ? heirOf(doc, doc.hostId) : undefined;
  if (!heir) return [doc, ...events];
  const { playerId } = heir;
  return [{ ...doc, hostId: playerId, absentHost: null }, ...events, { type: 'hosted', playerId }];
}
