import type { Player } from './player.ts';

/** A virtual user of the load: a player of the game, or a connection of a baseline, that sends a message when told to. */
export interface VirtualUser {
  readonly open: boolean;
  /** Messages without an answer. */
  readonly inFlight: number;
  /**
   * Sends one message that was due at `scheduledAt` (`performance.now()` ms). False when there is nothing left to send.
   * `onAnswer` is called once it is answered.
   */
  send(scheduledAt: number, onAnswer?: () => void): boolean;
}

/** A player who guesses the next name whenever it is told to. */
export class PlayerUser implements VirtualUser {
  readonly #player: Player;
  readonly #nextName: () => string | undefined;

  constructor(player: Player, nextName: () => string | undefined) {
    this.#player = player;
    this.#nextName = nextName;
  }

  get open(): boolean {
    return this.#player.open;
  }

  get inFlight(): number {
    return this.#player.outbox.inFlight;
  }

  send(scheduledAt: number, onAnswer?: () => void): boolean {
    const name = this.#nextName();
    if (name === undefined) return false;
    this.#player.guess(name, scheduledAt, onAnswer);
    return true;
  }
}
