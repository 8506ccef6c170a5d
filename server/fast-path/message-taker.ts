import { readInPlace } from './in-place-reads.ts';
import { inboundPathOf } from './socket-internals.ts';
import { lastMessage, readTextFrame } from './text-frame.ts';

/** Where messages are looked for: in what the TCP socket has read, or in the chunks that `ws` receives. */
export type TakenAt = 'read' | 'received';

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
): TakenAt | undefined {
  const path = inboundPathOf(conn);
  if (!path) return undefined;
  const { receiver, tcp, isIdle } = path;

  function takeFrom(chunk: Buffer, length: number): number {
    let from = 0;
    while (from < length && isIdle()) {
      const end = readTextFrame(chunk, from, length);
      if (end === 0 || !take(lastMessage())) break;
      from = end;
    }
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
