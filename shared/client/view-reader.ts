import type { View } from '../messages.ts';
import { retryDelay } from './retry.ts';
import { createTimer, type Timers } from './timers.ts';
import type { Transport } from './transport.ts';

export interface ViewReaderOptions {
  transport: Transport;
  timers: Timers;
  /** The room in which the seat is held on this connection; null while it is not: joining will bring the view. */
  seatedIn(): string | null;
  /** Takes over a view; false when more is known already. */
  take(view: View, seq: number): boolean;
  /** Joins again after `inMs`: for a server that has no `view`, and where a view does not help. */
  join(inMs?: number): void;
}

/** Reads a room afresh, once for however many reasons at a time: by `view` where the server has it. */
export interface ViewReader {
  refresh(inMs?: number): void;
  stop(): void;
}

/** After a view that was overtaken on its way, ms. */
const AGAIN_MS = 200;

export function createViewReader(options: ViewReaderOptions): ViewReader {
  const { transport, timers } = options;
  let isStopped = false;
  let hasBeenBehind = false;
  const later = createTimer(timers, () => void read());

  async function read(): Promise<void> {
    const roomId = options.seatedIn();
    if (roomId === null) return;
    if (!transport.offers('view')) {
      options.join();
      return;
    }
    const answer = await transport.send('view', { roomId });
    if (isStopped || options.seatedIn() !== roomId) return;
    const waitMs = retryDelay(answer);
    if (answer?.ok) {
      const isBehind = !options.take(answer.view, answer.seq);
      // Overtaken on its way, once; again, it is a store that lost its last moments: joining tells.
      if (isBehind && hasBeenBehind) options.join();
      else if (isBehind) later.start(AGAIN_MS);
      hasBeenBehind = isBehind && !hasBeenBehind;
    } else if (waitMs === null) {
      options.join();
    } else {
      later.start(waitMs);
    }
  }

  return {
    refresh(inMs) {
      if (inMs === undefined) void read();
      else later.start(inMs);
    },
    stop() {
      isStopped = true;
      later.stop();
    },
  };
}
