import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Connection } from './connection.ts';
import { stopReading } from './in-place-reads.ts';
import { tcpSocketOf } from './socket-internals.ts';

/** Leaves connections unread for a while: what they send meanwhile waits at their side of the network, and then comes in one read. */
export interface ReadPauses {
  /** Reads nothing of a connection for the time of all pauses; nothing happens to one that is paused already, or polls. */
  pause(conn: Connection): void;
  readonly count: number;
}

/** Connections are read again in so many groups, so that they do not all come at once. */
const SLOTS = 10;

export function createReadPauses(pauseMs: number): ReadPauses {
  const ring: TcpSocket[][] = Array.from({ length: SLOTS }, () => []);
  let slot = 0;
  const paused = new Set<TcpSocket>();
  let timer: NodeJS.Timeout | undefined;

  const stepMs = pauseMs / SLOTS;

  /** One group, however late: all that were missed at once would make the next turn as long as the one that missed them. */
  function turn(): void {
    timer = undefined;
    slot = (slot + 1) % SLOTS;
    const due = ring[slot]!;
    ring[slot] = [];
    for (const socket of due) {
      paused.delete(socket);
      socket.resume();
    }
    if (paused.size > 0) schedule();
  }

  function schedule(): void {
    timer ??= setTimeout(turn, stepMs);
  }

  return {
    get count() {
      return paused.size;
    },
    pause(conn) {
      const socket = tcpSocketOf(conn) ?? upgradedSocketOf(conn);
      if (!socket || socket.destroyed || paused.has(socket)) return;
      stopReading(socket);
      paused.add(socket);
      // The current slot is the one whose turn comes last.
      ring[slot]!.push(socket);
      schedule();
    },
  };
}

/** By what engine.io offers everybody, while the first request is kept. */
function upgradedSocketOf(conn: Connection): TcpSocket | undefined {
  const { request } = conn as { request: IncomingMessage | null };
  return request?.headers.upgrade === undefined ? undefined : request.socket;
}
