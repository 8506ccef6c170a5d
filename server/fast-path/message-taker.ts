import { readInPlace } from './in-place-reads.ts';
import { inboundPathOf } from './socket-internals.ts';
import { lastGuessId, lastMessage, readTextFrame, skipGuessFrame } from './text-frame.ts';

/** Where messages are looked for: in what the TCP socket has read, or in the chunks that `ws` receives. */
export type TakenAt = 'read' | 'received';

/** How guesses of a connection are refused before they are read whole. */
export interface EarlyRefusal {
  isClosed(): boolean;
  /** After a read: the numbers to acknowledge those under that were skipped, from `sinceMs` (`performance.now()`) on. */
  refuse(ids: readonly number[], sinceMs: number): void;
}

/**
 * Shows `take` the event messages (`42…`, as text) of a WebSocket connection before the library reads them. What it answers true
 * for the library never sees; from the first message of a chunk that it does not take on, the library gets everything, so the
 * order stays.
 *
 * Undefined when this connection has no such place (yet).
 */
export function takeMessages(
  conn: object,
  take: (text: string) => boolean,
  inPlace: boolean,
  early: EarlyRefusal = NEVER,
): TakenAt | undefined {
  const path = inboundPathOf(conn);
  if (!path) return undefined;
  const { receiver, tcp, isIdle } = path;

  function takeFrom(chunk: Buffer, length: number): number {
    let from = 0;
    let skipped: number[] | undefined;
    let sinceMs = 0;
    while (from < length && isIdle()) {
      let end = early.isClosed() ? skipGuessFrame(chunk, from, length) : 0;
      if (end !== 0) {
        if (!skipped) sinceMs = performance.now();
        (skipped ??= []).push(lastGuessId());
      } else {
        end = readTextFrame(chunk, from, length);
        if (end === 0 || !take(lastMessage())) break;
      }
      from = end;
    }
    if (skipped) early.refuse(skipped, sinceMs);
    return from;
  }

  if (inPlace && tcp && readInPlace(tcp, takeFrom)) return 'read';
  try {
    const write = receiver.write.bind(receiver);
    receiver.write = (chunk) => {
      const from = takeFrom(chunk, chunk.length);
      if (from === 0) return write(chunk);
      return from === chunk.length || write(chunk.subarray(from));
    };
    return 'received';
  } catch {
    return undefined;
  }
}

const NEVER: EarlyRefusal = { isClosed: () => false, refuse: () => undefined };
