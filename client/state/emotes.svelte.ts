import type { Emote } from '../../shared/messages.ts';

export interface Emoted {
  key: number;
  playerId: string;
  emote: Emote;
}

const SHOWN_MS = 3000;

/** What was said a moment ago, the latest of each player. */
export class Emotes {
  list: readonly Emoted[] = $state.raw([]);
  #key = 0;

  show(playerId: string, emote: Emote): void {
    const entry = { key: ++this.#key, playerId, emote };
    this.list = [...this.list.filter((other) => other.playerId !== playerId), entry];
    setTimeout(() => {
      this.list = this.list.filter((other) => other !== entry);
    }, SHOWN_MS);
  }
}
