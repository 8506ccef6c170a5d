import type { Ack, GuessAnswer } from '../messages.ts';
import type { Refusal, RefusalCode } from '../refusal.ts';
import { retryDelay } from './retry.ts';
import type { Timers } from './timers.ts';

/** A guess on its way: kept until the server has answered for it. */
export interface PendingGuess {
  readonly guessId: string;
  readonly text: string;
}

export interface OutboxOptions<Guess extends PendingGuess> {
  timers: Timers;
  send(guess: Guess): Promise<Ack<GuessAnswer> | null>;
  answered(guess: Guess, answer: GuessAnswer): void;
  /** Refused for good: the end of the game, a room that is gone. */
  refused(guess: Guess, refusal: Refusal): void;
  /** The server does not know us in this room (a game that was parked): join again, then `open`. */
  unseated(): void;
  /** Called with every change, to show what waits or to keep it through a reload (and `restore` it then). */
  changed?(pending: readonly Guess[]): void;
  /** How many guesses are sent at once; beyond the default the rate limit would answer anyway. */
  window?: number;
}

/**
 * Guesses that the server has not answered for, in the order they were made: whatever happens in between, each is sent
 * again under its own `guessId` until it is answered. Closed at first.
 */
export interface Outbox<Guess extends PendingGuess> {
  readonly pending: readonly Guess[];
  add(guess: Guess): void;
  /** Puts guesses of an earlier life in front, unless they are here already. */
  restore(guesses: readonly Guess[]): void;
  /** The connection is up and the seat is ours. */
  open(): void;
  /** Nothing leaves any more, until it is opened; what waits stays. */
  close(): void;
  /** Drops what waits and returns it: a new game in the same room has nothing to do with it. */
  clear(): readonly Guess[];
  stop(): void;
}

const WINDOW = 8;
/** After no answer at all, ms. */
const RESEND_MS = 500;
/** Refusals that joining again may cure. */
const UNSEATED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['no_such_room', 'not_seated']);

export function createOutbox<Guess extends PendingGuess>(options: OutboxOptions<Guess>): Outbox<Guess> {
  const { timers, window = WINDOW } = options;
  let pending: readonly Guess[] = [];
  let isOpen = false;
  /** How many leave at once: one after a refusal that passes, and twice as many with each answer. */
  let width = window;
  const inFlight = new Set<Guess>();
  /** Those for whom the seat was taken again already: once is enough to learn. */
  const rejoined = new WeakSet<Guess>();
  /** Each refusal's own wait; while any runs, nothing leaves, so that the order stays. */
  const waits = new Set<unknown>();

  function change(next: readonly Guess[]): void {
    pending = next;
    options.changed?.(next);
  }

  function remove(guess: Guess): void {
    change(pending.filter((other) => other !== guess));
  }

  function wait(ms: number): void {
    const handle = timers.setTimeout(() => {
      waits.delete(handle);
      pump();
    }, ms);
    waits.add(handle);
  }

  function pump(): void {
    for (const guess of pending) {
      if (!isOpen || waits.size > 0 || inFlight.size >= width) return;
      if (!inFlight.has(guess)) void send(guess);
    }
  }

  async function send(guess: Guess): Promise<void> {
    inFlight.add(guess);
    const answer = await options.send(guess);
    inFlight.delete(guess);
    if (pending.includes(guess)) take(guess, answer);
    pump();
  }

  function take(guess: Guess, answer: Ack<GuessAnswer> | null): void {
    const waitMs = retryDelay(answer, RESEND_MS);
    if (answer?.ok) {
      width = Math.min(window, 2 * width);
      remove(guess);
      options.answered(guess, answer);
    } else if (answer === null || waitMs !== null) {
      // A server that has too much to do is not asked for all of them at once.
      if (answer !== null) width = 1;
      // Lost with its connection: the next one, which opens the outbox again, need not wait.
      if (isOpen || answer !== null) wait(waitMs ?? RESEND_MS);
    } else if (UNSEATED.has(answer.code) && !rejoined.has(guess)) {
      rejoined.add(guess);
      isOpen = false;
      options.unseated();
    } else {
      remove(guess);
      options.refused(guess, answer);
    }
  }

  function stop(): void {
    isOpen = false;
    for (const handle of waits) timers.clearTimeout(handle);
    waits.clear();
  }

  return {
    get pending() {
      return pending;
    },
    add(guess) {
      change([...pending, guess]);
      pump();
    },
    restore(guesses) {
      const fresh = guesses.filter(({ guessId }) => !pending.some((guess) => guess.guessId === guessId));
      change([...fresh, ...pending]);
      pump();
    },
    open() {
      isOpen = true;
      pump();
    },
    close() {
      isOpen = false;
    },
    clear() {
      const dropped = pending;
      change([]);
      return dropped;
    },
    stop,
  };
}
