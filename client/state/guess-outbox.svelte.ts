import {
  createOutbox,
  type Outbox,
  type OutboxOptions,
  type PendingGuess,
} from '../../shared/client/outbox.ts';
import { retryDelay } from '../../shared/client/retry.ts';
import type { Ack, GuessAnswer } from '../../shared/messages.ts';
import type { RefusalCode } from '../../shared/refusal.ts';
import type { Storage } from './storage.ts';

/** The server asked for guesses again later. */
export interface HeldBack {
  code: RefusalCode;
  /** Since when it does so without answering one, and when the next try is: epoch ms of the server's clock. */
  since: number;
  retryAt: number;
}

export interface GuessOutboxOptions extends Pick<
  OutboxOptions<PendingGuess>,
  'send' | 'answered' | 'refused' | 'unseated'
> {
  storage: Storage;
  /** Under which it survives a reload. */
  key: string;
  newId(): string;
  /** The server's clock, epoch ms. */
  now(): number;
}

/** The guesses that the server has not answered for, shown on the page and kept through a reload. */
export class GuessOutbox {
  pending: readonly PendingGuess[] = $state.raw([]);
  /** Set from the first refusal that passes until a guess is answered, or none waits any more. */
  heldBack: HeldBack | null = $state.raw(null);

  #options: GuessOutboxOptions;
  #key: string;
  #outbox: Outbox<PendingGuess>;

  constructor(options: GuessOutboxOptions) {
    this.#options = options;
    this.#key = storageKey(options.key);
    this.#outbox = createOutbox({
      ...options,
      timers: globalThis,
      send: async (guess) => {
        const answer = await options.send(guess);
        this.#note(answer);
        return answer;
      },
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

  /** `runId`: of the game that it is made in, where it is known; `guessId`: under which it was sent before. */
  add(text: string, runId?: string, guessId = this.#options.newId()): void {
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

  /** The outbox keeps what was refused for now and sends it again; here it is only told. */
  #note(answer: Ack<GuessAnswer> | null): void {
    if (answer === null) return;
    const waitMs = answer.ok ? null : retryDelay(answer);
    if (answer.ok || waitMs === null) this.heldBack = null;
    else {
      const now = this.#options.now();
      this.heldBack = { code: answer.code, since: this.heldBack?.since ?? now, retryAt: now + waitMs };
    }
  }

  #changed(pending: readonly PendingGuess[]): void {
    this.pending = pending;
    if (pending.length === 0) this.heldBack = null;
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
