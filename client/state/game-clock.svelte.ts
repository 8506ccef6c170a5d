import type { RoomState } from './room.svelte.ts';

/** The last stretch, in which the clock is set bolder, ms. */
const LAST_MS = 30_000;

/** The clock of a game, where it has one. */
export class GameClock {
  readonly room: RoomState;
  readonly isTimed: boolean = $derived.by(() => {
    const { view } = this.room;
    return view !== null && view.endsAt !== null && view.startsAt !== null && !view.results;
  });
  readonly wholeMs: number = $derived.by(() => {
    const { view } = this.room;
    return (view?.endsAt ?? 0) - (view?.startsAt ?? 0);
  });
  readonly leftMs: number = $derived.by(() => {
    const { view, now } = this.room;
    return Math.max(0, (view?.endsAt ?? 0) - Math.max(now, view?.startsAt ?? 0));
  });
  /** 0…1. */
  readonly left: number = $derived.by(() => (this.wholeMs > 0 ? this.leftMs / this.wholeMs : 0));
  readonly isLast: boolean = $derived.by(() => this.isTimed && this.leftMs <= LAST_MS);
  /** Seconds to the start; null when there is none to wait for. */
  readonly countdown: number | null = $derived.by(() => {
    const { view, now, phase } = this.room;
    return phase === 'countdown' && view?.startsAt != null ? Math.ceil((view.startsAt - now) / 1000) : null;
  });

  constructor(room: RoomState) {
    this.room = room;
  }
}
