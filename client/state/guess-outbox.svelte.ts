import type { Ack, GuessAnswer } from '../../shared/messages.ts';
import type { Refusal, RefusalCode } from '../../shared/refusal.ts';
import type { Storage } from './storage.ts';

/** A guess on its way: kept until the server has answered for it. */
export interface Pending {
  guessId: string;
  text: string;
}

interface Entry extends Pending {
  inFlight: boolean;
  /** Times the server did not know us in this room. */
  strange: number;
}

export interface OutboxOptions {
  send(guess: Pending): Promise<Ack<GuessAnswer> | null>;
  answered(guess: Pending, answer: GuessAnswer): void;
  /** Refused for good: the end of the game, a room that is gone. */
  refused(guess: Pending, refusal: Refusal): void;
  /** The server does not know us in this room (a game that was parked): join again. */
  strange(): void;
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
/** Refusals that pass. */
const RETRIED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['rate_limited', 'unavailable', 'draining']);
/** Refusals that joining again may cure. */
const STRANGE: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['no_such_room', 'not_seated']);

/**
 * Guesses that the server has not answered for, in the order they were typed. Whatever happens in between (no network, a
 * server restarted, a reload) each is sent again under its own `guessId` until it is answered.
 */
export class Outbox {
  pending: readonly Pending[] = $state.raw([]);
  /** Nothing leaves while the line or the seat is away. */
  isOpen = $state(false);

  #options: OutboxOptions;
  #entries: Entry[];
  #key: string;
  #pausedUntilTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#key = options.key;
    this.#entries = readEntries(options.storage.get(this.#storageKey));
    this.pending = this.#entries;
  }

  /** Keeps what waits under another name: a created room that got its id. */
  rename(key: string): void {
    this.#options.storage.remove(this.#storageKey);
    this.#key = key;
    // A reload between creation and answer may have left guesses under either name.
    const earlier = readEntries(this.#options.storage.get(this.#storageKey));
    const fresh = earlier.filter((entry) => !this.#entries.some(({ guessId }) => guessId === entry.guessId));
    this.#change([...fresh, ...this.#entries]);
    this.#pump();
  }

  add(text: string): Pending {
    const entry: Entry = { guessId: this.#options.newId(), text, inFlight: false, strange: 0 };
    this.#change([...this.#entries, entry]);
    this.#pump();
    return entry;
  }

  /** The line is up and the seat is ours. */
  open(): void {
    this.isOpen = true;
    this.#pump();
  }

  shut(): void {
    this.isOpen = false;
  }

  /** Drops what waits: a new game in the same room has nothing to do with it. */
  clear(): void {
    this.#change([]);
  }

  stop(): void {
    this.shut();
    if (this.#pausedUntilTimer !== null) clearTimeout(this.#pausedUntilTimer);
    this.#pausedUntilTimer = null;
  }

  get #storageKey(): string {
    return `guesses:${this.#key}`;
  }

  #change(entries: Entry[]): void {
    this.#entries = entries;
    this.pending = entries;
    if (entries.length === 0) this.#options.storage.remove(this.#storageKey);
    else
      this.#options.storage.set(
        this.#storageKey,
        entries.map(({ guessId, text }) => ({ guessId, text })),
      );
  }

  #pump(): void {
    if (!this.isOpen || this.#pausedUntilTimer !== null) return;
    let flying = this.#entries.filter(({ inFlight }) => inFlight).length;
    for (const entry of this.#entries) {
      if (flying >= WINDOW) return;
      if (entry.inFlight) continue;
      flying += 1;
      entry.inFlight = true;
      void this.#send(entry);
    }
  }

  async #send(entry: Entry): Promise<void> {
    const answer = await this.#options.send({ guessId: entry.guessId, text: entry.text });
    entry.inFlight = false;
    if (!this.#entries.includes(entry)) return;
    if (answer === null) this.#pause(RESEND_MS);
    else if (answer.ok) {
      this.#remove(entry);
      this.#options.answered(entry, answer);
    } else if (RETRIED.has(answer.code)) this.#pause(answer.retryAfterMs ?? RETRY_MS);
    else if (STRANGE.has(answer.code) && entry.strange === 0) {
      entry.strange += 1;
      this.shut();
      this.#options.strange();
    } else {
      this.#remove(entry);
      this.#options.refused(entry, answer);
    }
    this.#pump();
  }

  #remove(entry: Entry): void {
    this.#change(this.#entries.filter((other) => other !== entry));
  }

  #pause(ms: number): void {
    if (this.#pausedUntilTimer !== null) return;
    this.#pausedUntilTimer = setTimeout(() => {
      this.#pausedUntilTimer = null;
      this.#pump();
    }, ms);
  }
}

function readEntries(stored: unknown): Entry[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).flatMap((item) => {
    const { guessId, text } = (item ?? {}) as Record<string, unknown>;
    return typeof guessId === 'string' && typeof text === 'string'
      ? [{ guessId, text, inFlight: false, strange: 0 }]
      : [];
  });
}
