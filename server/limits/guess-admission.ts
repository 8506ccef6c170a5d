import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import { createAdaptiveLimit } from './adaptive-limit.ts';

/** Which guesses are taken now: all; only those of connections that were refused before; none. */
export type Openness = 'all' | 'refused before' | 'none';

/** Decides which guesses a node takes, before anything is done for them. */
export interface GuessAdmission {
  /** As it was at the last {@link admit}, and after what has been answered since. */
  readonly openness: Openness;
  /** Takes a guess, which must be {@link answered} once, or does not. */
  admit(now: number, wasRefused: boolean): boolean;
  /** `startedAt`: the `now` at which it was taken. */
  answered(now: number, startedAt: number): void;
  /** So many were refused. */
  refused(count: number): void;
  /** How long who is refused now should wait, ms: more the larger the share that is refused, and never the same twice. */
  retryAfterMs(): number;
  /** Whether guesses have been refused a moment ago: newcomers wait. */
  isOverloaded(): boolean;
  /** Whether guesses are refused turn after turn: what saves work may cost a little time. */
  readonly isPressed: boolean;
  /** How many are under way, and how many may be. */
  readonly underWay: number;
  readonly limit: number;
}

export interface GuessAdmissionDeps {
  limits: Pick<Limits, 'guessesUnderWay'>;
  durations: Pick<
    Durations,
    'guessTurnMs' | 'overloadAfterMs' | 'guessWaitMs' | 'storeStalledMs' | 'overloadedRetryMs'
  >;
  /** Milliseconds, never backwards. */
  elapsed: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Calls back once everything that is ready in this turn of the event loop has been read. */
  atTurnEnd: (callback: () => void) => void;
  /** How long the store has owed answers and given none, ms. */
  storeSilenceMs: () => number;
  /** Whether the store is this process itself: it has no pace but the turn's. */
  isStoreInProcess: boolean;
}

/** The adaptive limit never goes below this. */
const LEAST = 64;
/** From this share of what may be taken on, those go first who were refused before. */
const SHARE_FOR_ALL = 0.75;
/** Turns that are further apart have nothing to do with each other, ms. */
const APART_MS = 250;
/** So long after its last refusal a node is still overloaded, ms. */
const OVERLOADED_MS = 500;
/** The share refused of late: each turn's counts so much. */
const SMOOTHING = 0.2;
/** Of this share on a node is pressed. */
const PRESSED_SHARE = 0.02;
/** A node that refuses everything asks for this times the least wait. */
const MOST_RETRIES = 2;

/**
 * Two things can be full. The store, or the way to it: an adaptive limit on what is under way, and none is taken while it gives no answer
 * at all. And this node's own core: what has come waits in the sockets until the event loop reads it, at most a turn of the loop, so that a
 * turn's length is the wait of what it reads, and overload is turn after turn that takes too long, for a while. From then on the loop takes
 * guesses for a fixed time each turn and refuses the rest, which costs little: so a turn ends, and what the next one reads is fresh.
 */
export function createGuessAdmission(deps: GuessAdmissionDeps): GuessAdmission {
  const { limits, durations, elapsed, random, atTurnEnd, storeSilenceMs, isStoreInProcess } = deps;
  const { guessTurnMs, overloadAfterMs, guessWaitMs, storeStalledMs, overloadedRetryMs } = durations;
  const { guessesUnderWay: most } = limits;
  const least = Math.min(LEAST, most);
  const limit = createAdaptiveLimit({ targetMs: guessWaitMs, least, most });
  let underWay = 0;
  let isTurn = false;
  let turnFrom = 0;
  let turnEndedAt = -Infinity;
  let wasLate = false;
  /** When the first of the turns began that took too long one after the other. */
  let lateSince = 0;
  /** Whether they have done so for too long: a queue that stands, and no burst. */
  let isStanding = false;
  /** From the beginning of the turn before, while turns take too long: the store is not to blame for so much of a wait. */
  let ownWaitMs = 0;
  /** Of this turn alone. */
  let openness: Openness = 'all';
  let takenInTurn = 0;
  let refusedInTurn = 0;
  let refusedShare = 0;
  let refusedAt = -Infinity;

  const wasRefusing = (now: number): boolean => now - refusedAt < OVERLOADED_MS;

  function beginTurn(now: number): void {
    isTurn = true;
    const isLate = wasLate && now - turnEndedAt < APART_MS;
    if (!isLate) lateSince = now;
    isStanding = isLate && (now - lateSince >= overloadAfterMs || wasRefusing(now));
    ownWaitMs = isLate ? now - turnFrom : 0;
    turnFrom = now;
    if (storeSilenceMs() > storeStalledMs) openness = 'none';
    atTurnEnd(endTurn);
  }

  function endTurn(): void {
    isTurn = false;
    turnEndedAt = elapsed();
    wasLate = turnEndedAt - turnFrom > guessTurnMs;
    openness = 'all';
    refusedShare += SMOOTHING * (refusedInTurn / Math.max(1, takenInTurn + refusedInTurn) - refusedShare);
    takenInTurn = 0;
    refusedInTurn = 0;
  }

  function opennessNow(): Openness {
    if (openness === 'none' || underWay >= limit.value) return 'none';
    return underWay >= SHARE_FOR_ALL * limit.value ? 'refused before' : openness;
  }

  return {
    get openness() {
      return opennessNow();
    },
    get isPressed() {
      return refusedShare > PRESSED_SHARE;
    },
    get underWay() {
      return underWay;
    },
    get limit() {
      return limit.value;
    },
    admit(now, wasRefused) {
      if (!isTurn) beginTurn(now);
      const tookMs = now - turnFrom;
      if (isStanding && tookMs > SHARE_FOR_ALL * guessTurnMs && openness === 'all')
        openness = 'refused before';
      if (isStanding && tookMs > guessTurnMs) openness = 'none';
      const open = opennessNow();
      if (open === 'all' || (open === 'refused before' && wasRefused)) {
        underWay += 1;
        takenInTurn += 1;
        return true;
      }
      if (underWay >= SHARE_FOR_ALL * limit.value) limit.reached();
      return false;
    },
    answered(now, startedAt) {
      underWay -= 1;
      // Answered in the turn in which it was taken: the store was not asked, and says nothing of itself.
      if (isStoreInProcess || (isTurn && startedAt >= turnFrom)) return;
      limit.answered(now, now - startedAt - ownWaitMs);
    },
    refused(count) {
      refusedInTurn += count;
      refusedAt = elapsed();
    },
    retryAfterMs: () =>
      Math.round(overloadedRetryMs * (1 + (MOST_RETRIES - 1) * refusedShare) * (1 + random())),
    isOverloaded: () => wasRefusing(elapsed()),
  };
}
