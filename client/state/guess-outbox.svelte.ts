import type { Ack, GuessAnswer } from '../../shared/messages.ts';
import type { Refusal, RefusalCode } from '../../shared/refusal.ts';
import type { Storage } from './storage.ts';
import { isTemporary } from './temporary-refusal.ts';

/** A guess on its way: kept until the server has answered for it. */
export interface PendingGuess {
  guessId: string;
  text: string;
}

interface Waiting extends PendingGuess {
  inFlight: boolean;
  /** Times the server did not know our seat. */
  seatLostCount: number;
}

export interface GuessOutboxOptions {
  send(guess: PendingGuess): Promise<Ack<GuessAnswer> | null>;
  answered(guess: PendingGuess, answer: GuessAnswer): void;
  /** Refused for good: the end of the game, a room that is gone. */
  refused(guess: PendingGuess, refusal: Refusal): void;
  /** The server does not know us in this room (a game that was parked): join again. */
  seatLost(): void;
  storage: Storage;
  /** Under which it survives a reload. */
  key: string;
  newId(): string;
}

/** What is sent at once; beyond it the rate limit would answer anyway. */
const WINDOW = 8;
/** After no answer at all, ms. */
const RESEND_MS = 500;
/** After a refusal that passes but does not say when, ms. */
const RETRY_MS = 1000;
/** Refusals that joining again may cure. */
const SEAT_LOST: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['no_such_room', 'not_seated']);

/**
 * Guesses that the server has not answered for, in the order they were typed. Whatever happens in between (no network, a
 * server restarted, a reload) each is sent again under its own `guessId` until it is answered.
 */
export class GuessOutbox {
  pending: readonly PendingGuess[] = $state.raw([]);
  /** Nothing leaves while the connection or the seat is away. */
  isOpen = $state(false);

  #options: GuessOutboxOptions;
  #entries: Waiting[];
  #key: string;
  #pauseTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: GuessOutboxOptions) {
    this.#options = options;
    this.#key = options.key;
    this.#entries = readStored(options.storage.get(this.#storageKey));
    this.pending = this.#entries;
  }

  /** Keeps what waits under another name: a created room that got its id. */
  rename(key: string): void {
    this.#options.storage.remove(this.#storageKey);
    this.#key = key;
    // A reload between creation and answer may have left guesses under either name.
    const earlier = readStored(this.#options.storage.get(this.#storageKey));
    const fresh = earlier.filter((entry) => !this.#entries.some(({ guessId }) => guessId === entry.guessId));
    this.#change([...fresh, ...this.#entries]);
    this.#sendNext();
  }

  add(text: string): PendingGuess {
    const entry: Waiting = { guessId: this.#options.newId(), text, inFlight: false, seatLostCount: 0 };
    this.#change([...this.#entries, entry]);
    this.#sendNext();
    return entry;
  }

  /** There is a connection, and the seat is ours. */
  open(): void {
    this.isOpen = true;
    this.#sendNext();
  }

  close(): void {
    this.isOpen = false;
  }

  /** Drops what waits: a new game in the same room has nothing to do with it. */
  clear(): void {
    this.#change([]);
  }

  stop(): void {
    this.close();
    if (this.#pauseTimer !== null) clearTimeout(this.#pauseTimer);
    this.#pauseTimer = null;
  }

  get #storageKey(): string {
    return `guesses:${this.#key}`;
  }

  #change(entries: Waiting[]): void {
    this.#entries = entries;
    this.pending = entries;
    if (entries.length === 0) this.#options.storage.remove(this.#storageKey);
    else
      this.#options.storage.set(
        this.#storageKey,
        entries.map(({ guessId, text }) => ({ guessId, text })),
      );
  }

  #sendNext(): void {
    if (!this.isOpen || this.#pauseTimer !== null) return;
    let inFlightCount = this.#entries.filter(({ inFlight }) => inFlight).length;
    for (const entry of this.#entries) {
      if (inFlightCount >= WINDOW) return;
      if (entry.inFlight) continue;
      inFlightCount += 1;
      entry.inFlight = true;
      void this.#send(entry);
    }
  }

  async #send(entry: Waiting): Promise<void> {
    const answer = await this.#options.send({ guessId: entry.guessId, text: entry.text });
    entry.inFlight = false;
    if (!this.#entries.includes(entry)) return;
    if (answer === null) this.#pause(RESEND_MS);
    else if (answer.ok) {
      this.#remove(entry);
      this.#options.answered(entry, answer);
    } else if (isTemporary(answer.code)) this.#pause(answer.retryAfterMs ?? RETRY_MS);
    else if (SEAT_LOST.has(answer.code) && entry.seatLostCount === 0) {
      entry.seatLostCount += 1;
      this.close();
      this.#options.seatLost();
    } else {
      this.#remove(entry);
      this.#options.refused(entry, answer);
    }
    this.#sendNext();
  }

  #remove(entry: Waiting): void {
    this.#change(this.#entries.filter((other) => other !== entry));
  }

  #pause(ms: number): void {
    if (this.#pauseTimer !== null) return;
    this.#pauseTimer = setTimeout(() => {
      this.#pauseTimer = null;
      this.#sendNext();
    }, ms);
  }
}

function readStored(stored: unknown): Waiting[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).flatMap((item) => {
    const { guessId, text } = (item ?? {}) as Record<string, unknown>;
    return typeof guessId === 'string' && typeof text === 'string'
      ? [{ guessId, text, inFlight: false, seatLostCount: 0 }]
      : [];
  });
}
