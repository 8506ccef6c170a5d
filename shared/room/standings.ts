import type { Score, Standing } from '../messages.ts';
import { playersOf, type RoomRecord, type Seat } from './record.ts';

const ZERO: Score = { cities: 0, population: 0 };

export const scoreOf = (record: Pick<RoomRecord, 'scores'>, seat: Seat): Score =>
  record.scores.get(seat.index) ?? ZERO;

const add = (a: Score, b: Score): Score => ({
  cities: a.cities + b.cities,
  population: (a.population ?? 0) + (b.population ?? 0),
});

/** More cities first, then more people; equal scores are no order. */
export const compareScores = (a: Score, b: Score): number =>
  b.cities - a.cities || (b.population ?? 0) - (a.population ?? 0);

/**
 * Final standings. Race and claim rank players; teams rank by their team's sum; in co-op and solo everybody is first.
 * Ranks are 1, 2, 2, 4: equal scores share one.
 */
export function standingsOf(record: Pick<RoomRecord, 'doc' | 'scores'>): Standing[] {
  const { doc } = record;
  const seats = playersOf(doc);
  const { mode } = doc.settings;
  const together = mode === 'coop' || mode === 'solo';
  const weightOf = (seat: Seat): Score =>
    together
      ? ZERO
      : mode === 'teams'
        ? seats
            .filter((other) => other.team === seat.team)
            .map((other) => scoreOf(record, other))
            .reduce(add, ZERO)
        : scoreOf(record, seat);
  const weighed = seats.map((seat) => ({ seat, weight: weightOf(seat) }));
  const sides = new Map<number, Score>(
    weighed.map(({ seat, weight }) => [mode === 'teams' ? (seat.team ?? 0) : seat.index, weight]),
  );
  return weighed
    .map(({ seat, weight }) => ({
      playerId: seat.playerId,
      name: seat.name,
      rank: together ? 1 : 1 + [...sides.values()].filter((other) => compareScores(other, weight) < 0).length,
      score: scoreOf(record, seat),
      ...(seat.team === undefined ? {} : { team: seat.team }),
    }))
    .sort((a, b) => a.rank - b.rank || compareScores(a.score, b.score) || (a.playerId < b.playerId ? -1 : 1));
}
