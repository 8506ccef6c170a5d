import type { Ack, Answers, RoomEvent, View } from '../messages.ts';
import { createInbox, type Inbox } from '../room/apply.ts';
import { createCatchUp } from './catch-up.ts';
import type { Timers } from './timers.ts';

export interface SequencerOptions {
  timers: Timers;
  /** The next event in order. */
  apply(event: RoomEvent): void;
  sync(since: number): Promise<Ack<Answers['sync']> | null>;
  /** The gap was too old, a whole view came instead: to be handed to `adopt`. */
  replaced(view: View, seq: number): void;
  /** Only a whole view helps: to be asked for by joining again. */
  refetch(): void;
}

/** A room's events in their order: early ones wait, repeats are dropped, what stays missing is asked for. */
export interface Sequencer {
  /** Everything up to here has been applied; below 0 before the first view. */
  readonly watermark: number;
  receive(events: readonly RoomEvent[]): void;
  /** The server knows of this `seq`. */
  heartbeat(seq: number): void;
  /** Calls `take` for a view of this `seq`, then applies what follows it; false when more is known already. */
  adopt(seq: number, take: () => void): boolean;
  /**
   * The same for the answer of a join. Less than what is known was overtaken on its way, once; again, it is a store that
   * lost its last moments: then `restarted` is called before `take`, and the numbers begin anew.
   */
  adoptJoined(seq: number, take: () => void, restarted?: () => void): boolean;
  stop(): void;
}

export function createSequencer(options: SequencerOptions): Sequencer {
  // Holds everything until a view says where to begin.
  let inbox: Inbox = createInbox(-Infinity);
  let joinsBehind = 0;

  const catchUp = createCatchUp({
    timers: options.timers,
    progress: () => inbox,
    refetch() {
      // What waits for numbers that the store does not have belongs to moments that it lost.
      inbox = createInbox(inbox.watermark);
      options.refetch();
    },
    async sync(since) {
      const asked = inbox;
      const answer = await options.sync(since);
      if (!answer || asked !== inbox) return null;
      if (!answer.ok) return answer.retryAfterMs === undefined ? null : { retryAfterMs: answer.retryAfterMs };
      if ('view' in answer) options.replaced(answer.view, answer.seq);
      else applyAll(inbox.receive(answer.events));
      return { seq: answer.seq };
    },
  });

  function applyAll(ready: readonly RoomEvent[]): void {
    for (const event of ready) options.apply(event);
  }

  function adopt(seq: number, take: () => void): boolean {
    if (seq < inbox.watermark) return false;
    const following = inbox.reset(seq);
    take();
    applyAll(following);
    catchUp.check();
    return true;
  }

  return {
    get watermark() {
      return inbox.watermark;
    },
    receive(events) {
      applyAll(inbox.receive(events));
      catchUp.check();
    },
    heartbeat: (seq) => catchUp.heartbeat(seq),
    adopt,
    adoptJoined(seq, take, restarted) {
      joinsBehind = seq < inbox.watermark ? joinsBehind + 1 : 0;
      if (joinsBehind === 2) {
        joinsBehind = 0;
        inbox = createInbox(seq);
        restarted?.();
      }
      return adopt(seq, take);
    },
    stop: () => catchUp.stop(),
  };
}
