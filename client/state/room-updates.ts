import type { Ack, Answers, FoundEntry, GuessAnswer, RoomEvent, View } from '../../shared/messages.ts';
import { createEventSequencer, type EventSequencer } from './event-sequencer.ts';
import type { PendingGuess } from './guess-outbox.svelte.ts';
import type { RoomState } from './room.svelte.ts';
import type { ServerClock } from '../../shared/client/server-clock.ts';

export interface RoomUpdatesOptions {
  room: RoomState;
  clock: ServerClock;
  sync(roomId: string, since: number): Promise<Ack<Answers['sync']> | null>;
  /** All finds the caller may see; null when it did not work out. */
  fetchFinds(roomId: string): Promise<FoundEntry[] | null>;
  /** Asks for the whole room by joining again, in `ms` or at once. */
  rejoin(ms?: number): void;
  /** An event was applied. */
  applied(event: RoomEvent): void;
}

/** Settings change in bursts, while a host tries them out, ms. */
const REFRESH_MS = 200;

/** Keeps a room's state as new as what came from the server: events in order, whole views, answers to one's own guesses. */
export class RoomUpdates {
  readonly sequencer: EventSequencer;
  #options: RoomUpdatesOptions;
  /** Joins in a row that were answered with less than what is known. */
  #behindCount = 0;

  constructor(options: RoomUpdatesOptions) {
    const { room } = options;
    this.#options = options;
    this.sequencer = createEventSequencer({
      apply: (event) => this.#apply(event),
      sync: async (since) =>
        room.roomId === null || room.isSuperseded ? null : options.sync(room.roomId, since),
      replaceView: (view, seq) => this.replaceView(view, seq),
      rejoin: () => options.rejoin(),
    });
  }

  /**
   * A join is answered with the room as it stands. Less than what is known is an answer that was overtaken on its way,
   * once; again, it is a store that lost its last moments, and what it says holds.
   */
  joined(view: View, seq: number): void {
    if (this.sequencer.isCurrent(seq)) this.#behindCount = 0;
    else if (this.#behindCount === 0) {
      this.#behindCount = 1;
      this.#options.rejoin(REFRESH_MS);
      return;
    } else {
      this.#behindCount = 0;
      this.sequencer.restart();
      this.#options.room.clearGame();
    }
    this.replaceView(view, seq);
  }

  /** Takes over a whole view, unless what is known is newer. */
  replaceView(view: View, seq: number): void {
    if (!this.sequencer.isCurrent(seq)) return;
    const { room, clock } = this.#options;
    const next = this.sequencer.reset(seq);
    room.replaceView(view, clock.now());
    for (const event of next) this.#apply(event);
    if (room.finds.list.length < view.foundCount) void this.#fetchFinds();
  }

  answered(guess: PendingGuess, answer: GuessAnswer): void {
    const { room, clock } = this.#options;
    const at = clock.now();
    if (answer.outcome === 'found' && room.view) {
      const { playerId } = room.view.you;
      const { cities, seq, score } = answer;
      room.showFinds(cities.map((city) => ({ playerId, city, at })));
      // The event of one's own find never comes: the acknowledgement stands for it, in its place in the order.
      if (seq !== undefined && score)
        this.sequencer.receive([{ type: 'found', seq, at, playerId, cities, score }]);
    }
    room.showAnswer(guess, answer, at);
  }

  async #fetchFinds(): Promise<void> {
    const { room } = this.#options;
    const { roomId, view } = room;
    if (roomId === null) return;
    const finds = await this.#options.fetchFinds(roomId);
    // Another game may have begun while they were on their way.
    if (finds && room.view?.startsAt === view?.startsAt) room.finds.merge(finds);
  }

  #apply(event: RoomEvent): void {
    const options = this.#options;
    const { room } = options;
    if (!room.view) return;
    room.apply(event);
    // Other settings mean other totals, teams and marks, which the event does not carry: the whole view does.
    if (event.type === 'configured' || event.type === 'rematched') options.rejoin(REFRESH_MS);
    // Everything may be seen now, also what others named in a race.
    if (event.type === 'ended') options.rejoin();
    options.applied(event);
  }
}
