import type { Connection } from './connection.ts';

/** Bytes that the library has for a connection; exact right after a write. */
export interface UnsentCount {
  /** Waits behind what is in flight. */
  queued: number;
  /** Was given to the transport in one go, which gets no more before it has gone. */
  inFlight: number;
}

const bytesOf = (data: unknown): number =>
  typeof data === 'string' ? Buffer.byteLength(data) : ArrayBuffer.isView(data) ? data.byteLength : 0;

/**
 * Counts by what engine.io tells everybody: `packetCreate` for each packet, also those that Socket.IO writes by itself, and `flush`
 * when all that waits goes to the transport, which happens as soon as what went before has gone.
 */
export function createUnsentCounts(): (conn: Connection) => UnsentCount {
  // Of those connections alone that were asked about: most never are.
  const counts = new WeakMap<Connection, UnsentCount>();
  return (conn) => {
    const known = counts.get(conn);
    if (known) return known;
    const count: UnsentCount = { queued: 0, inFlight: 0 };
    counts.set(conn, count);
    conn.on('packetCreate', ({ data }: { data?: unknown }) => {
      count.queued += bytesOf(data);
    });
    conn.on('flush', () => {
      count.inFlight = count.queued;
      count.queued = 0;
    });
    return count;
  };
}
