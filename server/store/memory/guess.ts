import { phaseOf, seatOf, type Seat } from '../../../shared/room/record.ts';
import type { Said } from '../../../shared/messages.ts';
import { saidFor } from '../said.ts';
import { guessDigest } from '../guess-digest.ts';
import { ownsTogether, sideOf } from '../../../shared/room/ownership.ts';
import type { Credit, GuessResult, GuessRequest } from '../room-store.ts';
import { creditAt, rowOfGuess } from './credit-log.ts';
import { findAt } from './find-log.ts';
import { positionOf, type Room } from './room.ts';

const ZERO = { cities: 0, population: 0 };

/** What a guess would do now: a credit to apply, or an answer that changes nothing. Keep it equal to redis/scripts/guess.lua. */
export function decideGuess(
  room: Room | undefined,
  request: GuessRequest,
  now: number,
): { credit: Credit } | { answer: GuessResult } {
  const seat = room && seatOf(room.doc, request.playerId);
  if (!seat) return { answer: { refused: 'no_such_room' } };
  if (seat.role !== 'player' || seat.left) return { answer: { refused: 'not_seated' } };
  if (request.runId !== undefined && request.runId !== room.doc.runId)
    return { answer: { refused: 'wrong_phase' } };
  const digest = guessDigest(request.guessId);
  const before = rowOfGuess(room.credits, seat.index, digest);
  // Before the phase: a late resend after the end still learns its answer.
  if (before !== undefined) return { answer: foundAnswer(creditAt(room.credits, before), true, false) };
  if (seat.done || phaseOf(room.doc, now) !== 'playing') return { answer: { refused: 'wrong_phase' } };
  const free = freeOf(room, seat.index, request);
  const { cityIds, said, population, again, more } = free;
  if (cityIds.length === 0) return { answer: ownedAnswer(room, seat, request, more, now) };
  const old = room.scores.get(seat.index) ?? ZERO;
  const score = { cities: old.cities + cityIds.length, population: (old.population ?? 0) + population };
  return {
    credit: { seatIndex: seat.index, digest, seq: room.seq + 1, at: now, again, more, score, cityIds, said },
  };
}

/** One process is one node, so no member is ever elsewhere. */
export const NOWHERE: readonly string[] = [];

export function foundAnswer(credit: Credit, repeated: boolean, full: boolean): GuessResult {
  const { cityIds, score, seq, at, again = 0, more } = credit;
  return { outcome: 'found', cityIds, score, seq, at, again, more, repeated, full, elsewhere: NOWHERE };
}

/** What the guess credits, the first free candidate within reach or all of them, and what stays free. */
function freeOf(
  room: Room,
  seatIndex: number,
  { candidates, populations, reach, take, qualified }: GuessRequest,
) {
  const cityIds: number[] = [];
  const said: Said[] = [];
  let population = 0;
  let again = 0;
  let more = 0;
  candidates.forEach((cityId, i) => {
    if (positionOf(room, seatIndex, cityId) !== undefined) return;
    const isWithin = i < reach;
    if (isWithin && (take === 'all' || cityIds.length === 0)) {
      cityIds.push(cityId);
      said.push(saidFor(i, qualified));
      population += populations[i]!;
      return;
    }
    more += 1;
    if (isWithin) again += 1;
  });
  return { cityIds, said, population, again, more };
}

/** Nothing within reach is free: the side has the first candidate (`already`), or somebody else does (`taken`). */
function ownedAnswer(
  room: Room,
  seat: Seat,
  { candidates, reach }: GuessRequest,
  more: number,
  now: number,
): GuessResult {
  const side = sideOf(room.doc, seat);
  const together = ownsTogether(room.doc);
  const owned = candidates.slice(0, reach).map((cityId) => {
    const find = findAt(room.finds, positionOf(room, seat.index, cityId)!);
    const owner = room.doc.seats.find(({ index }) => index === find.seatIndex);
    return {
      cityId,
      at: find.at,
      playerId: owner?.playerId ?? '',
      own: !together || (owner !== undefined && sideOf(room.doc, owner) === side),
    };
  });
  if (owned[0]?.own !== false) {
    return {
      outcome: 'already',
      cityIds: owned.filter(({ own }) => own).map(({ cityId }) => cityId),
      more,
    };
  }
  const owners = owned
    .filter(({ own }) => !own)
    .map(({ cityId, playerId, at }) => ({ cityId, playerId, byMs: now - at }));
  return { outcome: 'taken', owners, more };
}
