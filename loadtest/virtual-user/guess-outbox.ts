import { PendingRequests } from '../raw-client/pending-requests.ts';

/** A guess as it was sent, or is yet to be. */
export interface Guess {
  /** Consecutive; a resend keeps it, so that the server can tell it from a new one. */
  id: number;
  text: string;
  /** When it was due, `performance.now()` ms. */
  scheduledAt: number;
  /** A refusal left open whether it was recorded: only another answer settles it. */
  isOpen: boolean;
  wasRefused: boolean;
}

/**
 * One player's guesses that have no final answer: those under way on the present connection, and the indeterminate ones,
 * of which nobody knows whether they were recorded until they are sent again under the same id.
 *
 * The outbox of shared/client would pace the load: it sends eight at once, always. Here a guess leaves when it is due, unless the
 * server asked to wait (held-guesses.ts).
 */
export class GuessOutbox {
  readonly indeterminate: Guess[] = [];
  readonly #underWay = new PendingRequests<Guess>();
  #nextId = 0;

  /** How many are under way. */
  get inFlight(): number {
    return this.#underWay.size;
  }

  create(text: string, scheduledAt: number): Guess {
    return { id: this.#nextId++, text, scheduledAt, isOpen: false, wasRefused: false };
  }

  sent(guess: Guess): void {
    this.#underWay.put(guess.id, guess);
  }

  answered(guess: Guess): void {
    this.#underWay.take(guess.id);
  }

  /** Was not sent, or the server could not tell whether it was saved. */
  addIndeterminate(guess: Guess): void {
    this.indeterminate.push(guess);
  }

  /** What was under way on a lost connection may or may not have been recorded. */
  connectionLost(): void {
    this.indeterminate.push(...this.#underWay.takeAll());
  }

  /** Removes and returns the guesses to be sent again. */
  takeIndeterminate(): Guess[] {
    return this.indeterminate.splice(0);
  }
}
