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
export function createContestant(player: Player, nextName: () => string | undefined): Contestant {
  return {
    get open() {
      return player.open;
    },
    get inFlight() {
      return player.inFlight;
    },
    fire(scheduledAt, onAnswer) {
      const name = nextName();
      if (name === undefined) return false;
      player.guess(name, scheduledAt, onAnswer);
      return true;
    },
  };
}
