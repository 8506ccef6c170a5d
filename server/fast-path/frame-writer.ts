import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import { encodeFrame } from './frame-encoding.ts';
import { directSocketOf, tcpSocketOf, terminate } from './socket-internals.ts';
import { createUnsentCounts } from './unsent-count.ts';

/** A Socket.IO packet on its way to any number of connections. */
export interface OutgoingFrame {
  readonly text: string;
  /** The whole WebSocket frame (latin1, a character a byte), once somebody needed it; empty before. */
  encoded: string;
}

export interface FrameWriter {
  /** Puts a frame behind all that was written before, and answers how many bytes of a connection are not sent yet. */
  write(conn: Connection, frame: OutgoingFrame): number;
  /** The same for several Socket.IO packets, which leave together. */
  writeAll(conn: Connection, packets: readonly string[]): number;
  /** The same count, after the library has written by itself. */
  unsent(conn: Connection): number;
  /** Ends a connection, and what was not sent with it. */
  cut(conn: Connection): void;
}

/** What is written is small or urgent: compressing it would only wait. */
const UNCOMPRESSED = { compress: false };

/** By what engine.io offers everybody. */
export function createPublicWriter(countOf = createUnsentCounts()): FrameWriter {
  const unsent = (conn: Connection): number => {
    const { queued, inFlight } = countOf(conn);
    return queued + inFlight;
  };
  return {
    write(conn, { text }) {
      if (conn.readyState !== 'open') return 0;
      countOf(conn);
      conn.write(text, UNCOMPRESSED);
      return unsent(conn);
    },
    writeAll(conn, packets) {
      if (conn.readyState !== 'open') return 0;
      countOf(conn);
      for (const packet of packets) conn.write(packet, UNCOMPRESSED);
      return unsent(conn);
    },
    unsent,
    cut(conn) {
      conn.close(true);
      // The close waits behind all that is not read, up to 30 s. Of an upgraded connection the first request is another's.
      const { request } = conn as { request: IncomingMessage | null };
      if (request?.headers.upgrade !== undefined) request.socket.destroy();
    },
  };
}

/**
 * A finished frame goes straight to the TCP socket: engine.io's packets, buffers and events cost as much again. Before and during an
 * upgrade, on other transports, and where a connection is not as it is known, the library writes it.
 */
export function createDirectWriter(): FrameWriter {
  const countOf = createUnsentCounts();
  const byLibrary = createPublicWriter(countOf);

  function unsent(conn: Connection): number {
    const socket = tcpSocketOf(conn);
    if (!socket) return byLibrary.unsent(conn);
    // What the library has in flight is with the TCP socket, too.
    return countOf(conn).queued + socket.writableLength;
  }

  return {
    write(conn, frame) {
      const socket = directSocketOf(conn);
      if (!socket) {
        byLibrary.write(conn, frame);
        return unsent(conn);
      }
      if (frame.encoded === '') frame.encoded = encodeFrame(frame.text);
      socket.write(frame.encoded, 'latin1');
      return socket.writableLength;
    },
    writeAll(conn, packets) {
      const socket = directSocketOf(conn);
      if (!socket) {
        byLibrary.writeAll(conn, packets);
        return unsent(conn);
      }
      let encoded = '';
      for (const packet of packets) encoded += encodeFrame(packet);
      socket.write(encoded, 'latin1');
      return socket.writableLength;
    },
    unsent,
    cut(conn) {
      // A close frame would queue behind everything that is not read.
      if (!terminate(conn)) byLibrary.cut(conn);
    },
  };
}
