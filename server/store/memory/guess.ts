import { phaseOf, seatOf, type Seat } from '../../../shared/room/record.ts';
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
  const { cityIds, population, more } = freeOf(room, seat.index, request);
  if (cityIds.length === 0) return { answer: ownedAnswer(room, seat, request.candidates, now) };
  const old = room.scores.get(seat.index) ?? ZERO;
  const score = { cities: old.cities + cityIds.length, population: (old.population ?? 0) + population };
  return { credit: { seatIndex: seat.index, digest, seq: room.seq + 1, at: now, more, score, cityIds } };
}

/** One process is one node, so no member is ever elsewhere. */
export const NOWHERE: readonly string[] = [];

export function foundAnswer(credit: Credit, repeated: boolean, full: boolean): GuessResult {
  const { cityIds, score, seq, at, more } = credit;
  return { outcome: 'found', cityIds, score, seq, at, more, repeated, full, elsewhere: NOWHERE };
}

/** What the guess credits: the first free candidate or all of them, and every free one of `also`. */
function freeOf(room: Room, seatIndex: number, request: GuessRequest) {
  const cityIds: number[] = [];
  let population = 0;
  let more = 0;
  const isFree = (cityId: number) =>
    positionOf(room, seatIndex, cityId) === undefined && !cityIds.includes(cityId);
  request.candidates.forEach((cityId, i) => {
    if (!isFree(cityId)) return;
    if (request.take === 'first' && cityIds.length > 0) {
      more += 1;
      return;
    }
    cityIds.push(cityId);
    population += request.populations[i]!;
  });
  request.also.forEach((cityId, i) => {
    if (!isFree(cityId)) return;
    cityIds.push(cityId);
    population += request.alsoPopulations[i]!;
  });
  return { cityIds, population, more };
}

/** Nothing is free: the side has the first candidate (`already`), or somebody else does (`taken`). */
function ownedAnswer(room: Room, seat: Seat, candidates: readonly number[], now: number): GuessResult {
  const side = sideOf(room.doc, seat);
  const together = ownsTogether(room.doc);
  const owned = candidates.map((cityId) => {
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
      more: 0,
    };
  }
  const owners = owned
    .filter(({ own }) => !own)
    .map(({ cityId, playerId, at }) => ({ cityId, playerId, byMs: now - at }));
  return { outcome: 'taken', owners };
}
