import { FIT, type Size, type View } from './view.ts';

/** ms without movement after which the map is drawn anew for where it lies. */
const SETTLE_MS = 120;

/** Where the sheet lies, as the components of one map share it. */
export class MapView {
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Every frame of a movement. */
  live = $state.raw<View>(FIT);
  /** The last view that stood still: labels, dots and graticule are laid out for it. */
  settled = $state.raw<View>(FIT);
  moving = $state(false);
  /**
   * What letters and rings are laid out for: while panning the settled view, and all of them are shifted as one
   * picture; while zooming the live one, so that each keeps its size.
   */
  page: View = $derived(this.live.k === this.settled.k ? this.settled : this.live);
  #timer: ReturnType<typeof setTimeout> | undefined;

  move(view: View): void {
    if (view.k === this.live.k && view.x === this.live.x && view.y === this.live.y) return;
    this.live = view;
    this.moving = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  settle(): void {
    clearTimeout(this.#timer);
    this.settled = this.live;
    this.moving = false;
  }

  /** A new sheet starts from this view. */
  reset(view: View): void {
    this.live = view;
    this.settle();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
