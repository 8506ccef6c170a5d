import type { Storage } from './storage.ts';

/** A game that is not over, alone or with others, for “carry on”. */
export interface Game {
  roomId: string;
  slug: string;
  title: string;
  named: number;
  /** Local epoch ms of the last look at it. */
  at: number;
  /** When its clock runs out, epoch ms; absent without a clock, and where nobody knows yet. */
  endsAt?: number;
  /** A room of several: it goes on without whoever left. */
  isShared?: boolean;
  /** Solo and untimed with the usual settings: what typing on the first page goes on with. */
  isPlain: boolean;
}

/** Games kept in the list; the server keeps each for 30 days. */
const KEPT = 12;
const KEPT_MS = 30 * 86_400_000;
/** A room of several without a clock may have ended since; after so long it probably has. */
const SHARED_KEPT_MS = 1_800_000;
const KEY = 'games';

/** Games that this browser has open, newest first. */
export class Games {
  list: readonly Game[] = $state.raw([]);
  #storage: Storage;

  constructor(storage: Storage, now: number) {
    this.#storage = storage;
    const stored = storage.get(KEY);
    if (Array.isArray(stored))
      this.list = (stored as unknown[]).filter(isGame).filter(({ at }) => now - at < KEPT_MS);
  }

  note(game: Game): void {
    this.#keep([game, ...this.list.filter(({ roomId }) => roomId !== game.roomId)].slice(0, KEPT));
  }

  forget(roomId: string): void {
    if (this.list.some((game) => game.roomId === roomId))
      this.#keep(this.list.filter((game) => game.roomId !== roomId));
  }

  /** Those that are not over at `now`, epoch ms. */
  running(now: number): Game[] {
    return this.list.filter(
      ({ endsAt, isShared, at }) =>
        now < (endsAt ?? Infinity) && !(isShared && endsAt === undefined && now - at > SHARED_KEPT_MS),
    );
  }

  isRunning(roomId: string, now: number): boolean {
    return this.running(now).some((game) => game.roomId === roomId);
  }

  /** The plain game of a quiz to go on with. */
  plain(slug: string): Game | undefined {
    return this.list.find((game) => game.slug === slug && game.isPlain && !game.isShared);
  }

  #keep(list: readonly Game[]): void {
    this.list = list;
    this.#storage.set(KEY, list);
  }
}

function isGame(value: unknown): value is Game {
  const game = (value ?? {}) as Record<string, unknown>;
  return (
    typeof game['roomId'] === 'string' &&
    typeof game['slug'] === 'string' &&
    typeof game['title'] === 'string' &&
    typeof game['named'] === 'number' &&
    typeof game['at'] === 'number'
  );
}
