import type { Guess } from './guess-outbox.ts';

type OnAnswer = ((outcome: string) => void) | undefined;

/**
 * How many a player has under way at most while it works off what it held back: as in the outbox of shared/client, one after a
 * refusal, and twice as many with each answer up to this.
 */
const WINDOW = 8;

export interface HeldGuessesOptions {
  send: (guess: Guess, onAnswer: OnAnswer) => void;
  /** Whether anything can be sent now. */
  isOpen: () => boolean;
  inFlight: () => number;
}

/**
 * What a player holds back because the server asked it to wait: the refused guesses, and those that fell due meanwhile, in the
 * order they came. A refused one leaves first.
 */
export class HeldGuesses {
  readonly #options: HeldGuessesOptions;
  #refused: [Guess, OnAnswer][] = [];
  #due: [Guess, OnAnswer][] = [];
  #timer: NodeJS.Timeout | undefined;
  #until = 0;
  #width = WINDOW;

  constructor(options: HeldGuessesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#refused.length + this.#due.length;
  }

  /** Whether a guess that falls due has to wait for its turn. */
  get isWaiting(): boolean {
    return this.#timer !== undefined || this.size > 0;
  }

  /** A guess fell due while others wait. */
  add(guess: Guess, onAnswer: OnAnswer): void {
    this.#due.push([guess, onAnswer]);
    this.pump();
  }

  /** A guess was refused: nothing leaves for `waitMs`, then it is sent again. */
  refused(guess: Guess, onAnswer: OnAnswer, waitMs: number): void {
    this.#refused.push([guess, onAnswer]);
    this.#width = 1;
    const until = performance.now() + waitMs;
    if (until <= this.#until && this.#timer !== undefined) return;
    this.#until = until;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.pump();
    }, waitMs);
  }

  /** A guess was answered with an outcome. */
  answered(): void {
    this.#width = Math.min(WINDOW, 2 * this.#width);
    this.pump();
  }

  /** Sends what may leave now; to be called when the connection is back, or one that was under way was refused. */
  pump(): void {
    const { send, isOpen, inFlight } = this.#options;
    while (this.#timer === undefined && isOpen() && inFlight() < this.#width) {
      const next = this.#refused.shift() ?? this.#due.shift();
      if (next === undefined) return;
      send(...next);
    }
  }

  /** Gives up what is certainly not recorded, and returns how many that were; the rest stays until it is answered. */
  giveUp(): number {
    const before = this.size;
    this.#refused = this.#refused.filter(([guess]) => guess.isOpen);
    this.#due = [];
    return before - this.size;
  }

  /** Nothing leaves any more: returns the guesses of which nobody knows whether they are recorded. */
  stop(): Guess[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = [];
    return this.#refused.splice(0).flatMap(([guess]) => (guess.isOpen ? [guess] : []));
  }
}
