import type { PendingGuess } from '../../shared/client/outbox.ts';
import { createSequencer, type Sequencer } from '../../shared/client/sequencer.ts';
import type { ServerClock } from '../../shared/client/server-clock.ts';
import type { Ack, Answers, FoundEntry, GuessAnswer, RoomEvent, View } from '../../shared/messages.ts';
import type { RoomState } from './room.svelte.ts';

export interface RoomUpdatesOptions {
  room: RoomState;
  clock: ServerClock;
  sync(roomId: string, since: number): Promise<Ack<Answers['sync']> | null>;
  /** All finds the caller may see; null when it did not work out. */
  fetchFinds(roomId: string): Promise<FoundEntry[] | null>;
  /** Asks for the whole room by joining again, after `inMs`. */
  rejoin(inMs: number): void;
  /** Reads the whole room, after `inMs`. */
  refresh(inMs?: number): void;
  /** An event was applied. */
  applied(event: RoomEvent): void;
}

/** Settings change in bursts, while a host tries them out, ms. */
const REFRESH_MS = 200;

/** Keeps a room's state as new as what came from the server: events in order, whole views, answers to one's own guesses. */
export class RoomUpdates {
  readonly sequencer: Sequencer;
  #options: RoomUpdatesOptions;

  constructor(options: RoomUpdatesOptions) {
    const { room } = options;
    this.#options = options;
    this.sequencer = createSequencer({
      timers: globalThis,
      apply: (event) => this.#apply(event),
      sync: async (since) =>
        room.roomId !== null && room.isJoined ? options.sync(room.roomId, since) : null,
      replaced: (view, seq) => void this.adopt(view, seq),
      refetch: () => options.refresh(),
    });
  }

  /** A join is answered with the room as it stands. */
  joined(view: View, seq: number): void {
    const { room } = this.#options;
    const isAdopted = this.sequencer.adoptJoined(
      seq,
      () => this.#replaceView(view),
      () => room.clearGame(),
    );
    if (!isAdopted) this.#options.rejoin(REFRESH_MS);
  }

  /** Takes over a whole view; false when what is known is newer. */
  adopt(view: View, seq: number): boolean {
    return this.sequencer.adopt(seq, () => this.#replaceView(view));
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

  #replaceView(view: View): void {
    const { room, clock } = this.#options;
    room.replaceView(view, clock.now());
    if (room.finds.list.length < view.foundCount) void this.#fetchFinds();
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
    if (event.type === 'configured' || event.type === 'rematched') options.refresh(REFRESH_MS);
    // Everything may be seen now, also what others named in a race.
    if (event.type === 'ended') options.refresh();
    options.applied(event);
  }
}
