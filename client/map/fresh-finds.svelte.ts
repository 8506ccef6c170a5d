import { untrack } from 'svelte';
import { announce, expire, nextExpiry, type FreshFind } from './finds.ts';

/** The finds that show as just made, until they no longer are. */
export class FreshFinds {
  list = $state.raw<readonly FreshFind[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  announce(ids: readonly number[]): void {
    if (ids.length === 0) return;
    this.list = announce(this.list, ids, performance.now());
    this.#schedule();
  }

  /** Announces each id once that comes into the list of what was just found, and hands them on. */
  follow(justFound: () => readonly number[], onadded?: (ids: readonly number[]) => void): void {
    let known: readonly number[] = [];
    $effect(() => {
      const now = justFound();
      const added = now.filter((id) => !known.includes(id));
      known = [...now];
      untrack(() => {
        this.announce(added);
        onadded?.(added);
      });
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const wait = nextExpiry(this.list, performance.now());
    if (wait === null) return;
    this.#timer = setTimeout(() => {
      this.list = expire(this.list, performance.now());
      this.#schedule();
    }, wait + 1);
  }
}
