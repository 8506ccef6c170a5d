import {
  createOutbox,
  type Outbox,
  type OutboxOptions,
  type PendingGuess,
} from '../../shared/client/outbox.ts';
import type { Storage } from './storage.ts';

export interface GuessOutboxOptions extends Pick<
  OutboxOptions<PendingGuess>,
  'send' | 'answered' | 'refused' | 'unseated'
> {
  storage: Storage;
  /** Under which it survives a reload. */
  key: string;
  newId(): string;
}

/** The guesses that the server has not answered for, shown on the page and kept through a reload. */
export class GuessOutbox {
  pending: readonly PendingGuess[] = $state.raw([]);

  #options: GuessOutboxOptions;
  #key: string;
  #outbox: Outbox<PendingGuess>;

  constructor(options: GuessOutboxOptions) {
    this.#options = options;
    this.#key = storageKey(options.key);
    this.#outbox = createOutbox({
      ...options,
      timers: globalThis,
      changed: (pending) => this.#changed(pending),
    });
    this.#outbox.restore(readStored(options.storage.get(this.#key)));
  }

  /** Keeps what waits under another name: a created room that got its id. */
  rename(key: string): void {
    this.#options.storage.remove(this.#key);
    this.#key = storageKey(key);
    // A reload between creation and answer may have left guesses under either name.
    this.#outbox.restore(readStored(this.#options.storage.get(this.#key)));
  }

  /** `runId`: of the game that it is made in, where it is known. */
  add(text: string, runId?: string): void {
    const guessId = this.#options.newId();
    this.#outbox.add(runId === undefined ? { guessId, text } : { guessId, text, runId });
  }

  /** There is a connection, and the seat is ours. */
  open(): void {
    this.#outbox.open();
  }

  /** Nothing leaves while the connection or the seat is away. */
  close(): void {
    this.#outbox.close();
  }

  /** Drops what waits: a new game in the same room has nothing to do with it. */
  clear(): void {
    this.#outbox.clear();
  }

  stop(): void {
    this.#outbox.stop();
  }

  #changed(pending: readonly PendingGuess[]): void {
    this.pending = pending;
    if (pending.length === 0) this.#options.storage.remove(this.#key);
    else this.#options.storage.set(this.#key, pending);
  }
}

const storageKey = (key: string): string => `guesses:${key}`;

function readStored(stored: unknown): PendingGuess[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).flatMap((item) => {
    const { guessId, text, runId } = (item ?? {}) as Record<string, unknown>;
    if (typeof guessId !== 'string' || typeof text !== 'string') return [];
    return [typeof runId === 'string' ? { guessId, text, runId } : { guessId, text }];
  });
}
