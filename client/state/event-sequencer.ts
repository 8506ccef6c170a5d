import type { Ack, Answers, RoomEvent, View } from '../../shared/messages.ts';
import { createInbox, type Inbox } from '../../shared/room/apply.ts';
import { createTimer } from './timer.ts';

export interface EventSequencerOptions {
  /** The next event in order. */
  apply(event: RoomEvent): void;
  sync(since: number): Promise<Ack<Answers['sync']> | null>;
  /** The gap was too old: a whole view came instead. */
  replaceView(view: View, seq: number): void;
  /** Nothing but joining again helps. */
  rejoin(): void;
}

/** How long a gap may stay open before it is asked for, ms (docs/protocol.md). */
const GAP_MS = 300;

/** A room's events in their order: early ones wait, repeats are dropped, what stays missing is asked for. */
export interface EventSequencer {
  receive(events: readonly RoomEvent[]): void;
  /** The server knows of this `seq`. */
  heartbeat(seq: number): void;
  /** Whether a view of this `seq` is no older than what is known. */
  isCurrent(seq: number): boolean;
  /** A view of this `seq` was taken over; returns the events that follow it. */
  reset(seq: number): RoomEvent[];
  /** Forgets the order: the store went back in time, and with it the numbers. */
  restart(): void;
  stop(): void;
}

export function createEventSequencer(options: EventSequencerOptions): EventSequencer {
  let inbox: Inbox | null = null;
  let watched = 0;

  const gap = createTimer(() => {
    if (!inbox) return;
    // Progress without a gap means that the missing ones came after all.
    if (inbox.watermark > watched && !inbox.hasGap) return;
    void sync(inbox.watermark);
  });

  function expectGap(): void {
    watched = inbox?.watermark ?? 0;
    gap.start(GAP_MS);
  }

  async function sync(since: number): Promise<void> {
    const answer = await options.sync(since);
    if (!answer?.ok || !inbox) return;
    if ('view' in answer) {
      options.replaceView(answer.view, answer.seq);
      return;
    }
    const before = inbox.watermark;
    for (const event of inbox.receive(answer.events)) options.apply(event);
    // A long absence comes in pages; a page that does not help means asking for the whole view.
    if (inbox.watermark >= answer.seq) return;
    if (inbox.watermark > before) return sync(inbox.watermark);
    options.rejoin();
  }

  return {
    receive(events) {
      if (!inbox) return;
      for (const event of inbox.receive(events)) options.apply(event);
      if (inbox.hasGap) expectGap();
    },
    heartbeat(seq) {
      if (inbox && seq > inbox.watermark) expectGap();
    },
    isCurrent: (seq) => !inbox || seq >= inbox.watermark,
    reset(seq) {
      inbox ??= createInbox(seq);
      return inbox.reset(seq);
    },
    restart() {
      inbox = null;
    },
    stop: () => gap.stop(),
  };
}
