import type { Player } from './player.ts';

/** Whoever can be asked for one more message: a player of the game, or a connection of a yardstick. */
export interface Contestant {
  readonly open: boolean;
  readonly inFlight: number;
  /**
   * Sends one message that was due at `scheduledAt` (`performance.now()` ms). False when there is nothing left to say.
   * `onAnswer` is called once it is answered.
   */
  fire(scheduledAt: number, onAnswer?: () => void): boolean;
}

/** A player who says the next name whenever it is asked. */
export class PlayerContestant implements Contestant {
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
    return this.#player.inFlight;
  }

  fire(scheduledAt: number, onAnswer?: () => void): boolean {
    const name = this.#nextName();
    if (name === undefined) return false;
    this.#player.guess(name, scheduledAt, onAnswer);
    return true;
  }
}
