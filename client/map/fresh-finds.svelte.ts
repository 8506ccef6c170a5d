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
