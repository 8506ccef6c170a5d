import type { GuessResult } from '../room-store.ts';

const REFUSALS = ['no_such_room', 'not_seated', 'wrong_phase'] as const;

/**
 * What guess.lua answers: the number of a refusal; or words: `already more city…`; `taken more city playerId byMs …`; or
 * `found seq at again more repeated full cities population count city… node…`.
 */
export function guessResult(reply: unknown, nodeId: string): GuessResult {
  if (typeof reply === 'number') return { refused: REFUSALS[reply]! };
  const words = (reply as string).split(' ');
  if (words[0] === 'already')
    return { outcome: 'already', cityIds: words.slice(2).map(Number), more: Number(words[1]) };
  if (words[0] === 'taken') return { outcome: 'taken', owners: ownersOf(words), more: Number(words[1]) };
  const nodesAt = 10 + Number(words[9]);
  const cityIds: number[] = [];
  for (let i = 10; i < nodesAt; i += 1) cityIds.push(Number(words[i]));
  return {
    outcome: 'found',
    cityIds,
    score: { cities: Number(words[7]), population: Number(words[8]) },
    seq: Number(words[1]),
    at: Number(words[2]),
    again: Number(words[3]),
    more: Number(words[4]),
    repeated: words[5] === '1',
    full: words[6] === '1',
    elsewhere: othersAmong(words, nodesAt, nodeId),
  };
}

const NONE: readonly string[] = [];

/** The nodes among `words[from…]` but this one; commonly none. A room without connections has one empty word. */
function othersAmong(words: readonly string[], from: number, nodeId: string): readonly string[] {
  if (words.length === from + 1 && (words[from] === nodeId || words[from] === '')) return NONE;
  return words.slice(from).filter((node) => node !== nodeId && node !== '');
}

function ownersOf(words: readonly string[]) {
  const owners: { cityId: number; playerId: string; byMs: number }[] = [];
  for (let i = 2; i < words.length; i += 3) {
    owners.push({ cityId: Number(words[i]), playerId: words[i + 1]!, byMs: Number(words[i + 2]) });
  }
  return owners;
}
