import type { GuessResult } from '../room-store.ts';
import { isSplit } from './flat-fields.ts';

const REFUSALS = ['no_such_room', 'not_seated', 'wrong_phase'] as const;
const ALREADY = -1;
const TAKEN = -2;

/**
 * What guess.lua answers: the number of a refusal; `[-1, city…]` already; `[-2, city, playerId, byMs, …]` taken; or
 * `[seq, at, more, repeated, full, cities, population, nodes, city…]` found.
 */
export function guessResult(reply: unknown, nodeId: string): GuessResult {
  if (typeof reply === 'number') return { refused: REFUSALS[reply]! };
  const list = reply as (number | string)[];
  if (list[0] === ALREADY) return { outcome: 'already', cityIds: list.slice(1) as number[], more: 0 };
  if (list[0] === TAKEN) return { outcome: 'taken', owners: ownersOf(list) };
  const [seq, at, more, repeated, full, cities, population] = list as number[];
  return {
    outcome: 'found',
    cityIds: list.slice(8) as number[],
    score: { cities: cities!, population: population! },
    seq: seq!,
    at: at!,
    more: more!,
    repeated: repeated === 1,
    full: full === 1,
    split: isSplit(list[7] as string, nodeId),
  };
}

function ownersOf(list: readonly (number | string)[]) {
  const owners: { cityId: number; playerId: string; byMs: number }[] = [];
  for (let i = 1; i < list.length; i += 3) {
    owners.push({ cityId: list[i] as number, playerId: list[i + 1] as string, byMs: list[i + 2] as number });
  }
  return owners;
}
