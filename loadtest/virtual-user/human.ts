import type { Random } from '../measure/random.ts';

/**
 * How people play, for load that looks like them.
 *
 * Pace: a published analysis of 105,756 plays of a quiz on Europe's cities gives 26 min 36 s a play with a median of 124
 * cities, a 90th percentile of 364 and a 99th of 947: 4.7, 13.7 and 35.6 a minute. A log-normal through the median with
 * sigma 0.86 meets both (ln(13.7 / 4.7) / 1.28 = 0.84, ln(35.6 / 4.7) / 2.33 = 0.87).
 *
 * The shares below are not published; they are assumptions, stated here so that they can be argued with.
 */
const HUMAN = {
  /** Finds a minute of the median player. */
  pacePerMinute: 4.7,
  paceSigma: 0.86,
  /** Of all guesses: a word that is no city. */
  missShare: 0.15,
  /** A city named before. */
  repeatShare: 0.06,
  /** One letter wrong. */
  typoShare: 0.08,
  /** People remember in runs: after a find, with this chance the next one follows within seconds. */
  burstChance: 0.45,
  burstMeanMs: 2500,
  /** Means of exponentials. */
  reloadEveryMs: 15 * 60_000,
  leaveAfterMs: 40 * 60_000,
};

type TypedGuess = { kind: 'find' | 'miss' | 'repeat' | 'typo'; text: string };

/** One person's decisions; draws everything from `random`, keeps no clock. */
export interface Human {
  /** Milliseconds until the next guess. */
  nextGuessMs(): number;
  /** What is typed: the next new name, mostly. Undefined when no name is left. */
  nextGuess(): TypedGuess | undefined;
  /** Milliseconds until this person reloads the page, and leaves for good. */
  readonly reloadsAfterMs: number;
  readonly leavesAfterMs: number;
}

/** `pace` multiplies the number of guesses; `nextName` yields names that were not said before. */
export function createHuman(random: Random, pace: number, nextName: () => string | undefined): Human {
  const findsPerMs = (pace * random.logNormal(HUMAN.pacePerMinute, HUMAN.paceSigma)) / 60_000;
  const findShare = 1 - HUMAN.missShare - HUMAN.repeatShare - HUMAN.typoShare;
  const meanMs = findShare / findsPerMs;
  const burstMs = Math.min(HUMAN.burstMeanMs / pace, meanMs);
  // The pauses are longer by what the bursts are shorter, so that the pace stays what it is.
  const pauseMs = (meanMs - HUMAN.burstChance * burstMs) / (1 - HUMAN.burstChance);
  const said: string[] = [];
  return {
    nextGuessMs: () => random.exponential(random.next() < HUMAN.burstChance ? burstMs : pauseMs),
    nextGuess() {
      const roll = random.next();
      const old = said[random.below(said.length)];
      if (roll < HUMAN.missShare) return { kind: 'miss', text: `qxz${random.below(1e6).toString(36)}` };
      if (roll < HUMAN.missShare + HUMAN.repeatShare && old !== undefined)
        return { kind: 'repeat', text: old };
      const name = nextName();
      if (name === undefined) return undefined;
      if (roll > 1 - HUMAN.typoShare) return { kind: 'typo', text: mistype(name, random) };
      said.push(name);
      return { kind: 'find', text: name };
    },
    reloadsAfterMs: random.exponential(HUMAN.reloadEveryMs),
    leavesAfterMs: random.exponential(HUMAN.leaveAfterMs),
  };
}

/** Two neighbouring letters swapped, the commonest slip of a fast typist. */
function mistype(name: string, random: Random): string {
  if (name.length < 4) return `${name}x`;
  const at = 1 + random.below(name.length - 2);
  if (name[at] === name[at + 1]) return `${name}x`;
  return name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2);
}
