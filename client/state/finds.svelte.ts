import type { FoundEntry } from '../../shared/messages.ts';
import { SeenKeys } from './seen-keys.ts';

const keyOf = (find: FoundEntry): string => `${find.playerId} ${find.city.id}`;

/**
 * Every find of the game that this player may see, oldest first. A find may arrive several times and by several ways
 * (one's own acknowledgement, events, a view, the long list by HTTP): it stands here once.
 */
export class Finds {
  list: readonly FoundEntry[] = $state.raw([]);
  #keys = new SeenKeys<string>();

  /** Returns those that were new. */
  add(finds: readonly FoundEntry[]): FoundEntry[] {
    const fresh = finds.filter((find) => this.#keys.add(keyOf(find)));
    if (fresh.length === 0) return fresh;
    this.list = [...this.list, ...fresh];
    return fresh;
  }

  /** Adds finds of any age (the long list, after the newest 500) where they belong in time. */
  merge(finds: readonly FoundEntry[]): void {
    if (this.add(finds).length > 0) this.list = [...this.list].sort((a, b) => a.at - b.at);
  }

  clear(): void {
    this.#keys.clear();
    this.list = [];
  }
}
